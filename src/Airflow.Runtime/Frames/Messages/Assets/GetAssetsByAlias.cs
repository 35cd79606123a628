namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the assets behind an alias.</summary>
internal sealed record GetAssetsByAlias : FrameMessage
{
    public override string Type => "GetAssetsByAlias";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetsByAlias"u8;
    public string AliasName { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        AliasName = fields.Text("alias_name"u8, AliasName);
        fields.Type(TypeUtf8);
    }
}
