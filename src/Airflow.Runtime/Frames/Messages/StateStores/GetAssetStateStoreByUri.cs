namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a value kept with an asset, by URI.</summary>
internal sealed record GetAssetStateStoreByUri : FrameMessage
{
    public override string Type => "GetAssetStateStoreByUri";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetStateStoreByUri"u8;
    public string Uri { get; set; } = "";
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Uri = fields.Text("uri"u8, Uri);
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
