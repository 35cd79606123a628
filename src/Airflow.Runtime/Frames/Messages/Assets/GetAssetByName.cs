namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the asset of that name.</summary>
internal sealed record GetAssetByName : FrameMessage
{
    public override string Type => "GetAssetByName";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetByName"u8;
    public string Name { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        fields.Type(TypeUtf8);
    }
}
