namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the asset of that URI.</summary>
internal sealed record GetAssetByUri : FrameMessage
{
    public override string Type => "GetAssetByUri";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetByUri"u8;
    public string Uri { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Uri = fields.Text("uri"u8, Uri);
        fields.Type(TypeUtf8);
    }
}
