namespace Airflow.Runtime.Frames.Messages;

/// <summary>Keeps a value with an asset, by name.</summary>
internal sealed record SetAssetStateStoreByName : FrameMessage
{
    public override string Type => "SetAssetStateStoreByName";
    private static ReadOnlySpan<byte> TypeUtf8 => "SetAssetStateStoreByName"u8;
    public string Name { get; set; } = "";
    public string Key { get; set; } = "";
    public FrameValue Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        Key = fields.Text("key"u8, Key);
        Value = fields.Value("value"u8, Value);
        fields.Type(TypeUtf8);
    }
}
