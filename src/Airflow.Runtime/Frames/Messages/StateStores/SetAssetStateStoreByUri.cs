namespace Airflow.Runtime.Frames.Messages;

/// <summary>Keeps a value with an asset, by URI.</summary>
internal sealed record SetAssetStateStoreByUri : FrameMessage
{
    public override string Type => "SetAssetStateStoreByUri";
    private static ReadOnlySpan<byte> TypeUtf8 => "SetAssetStateStoreByUri"u8;
    public string Uri { get; set; } = "";
    public string Key { get; set; } = "";
    public FrameValue Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Uri = fields.Text("uri"u8, Uri);
        Key = fields.Text("key"u8, Key);
        Value = fields.Value("value"u8, Value);
        fields.Type(TypeUtf8);
    }
}
