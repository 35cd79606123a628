namespace Airflow.Runtime.Frames.Messages;

/// <summary>Removes a value kept with an asset, by name.</summary>
internal sealed record DeleteAssetStateStoreByName : FrameMessage
{
    public override string Type => "DeleteAssetStateStoreByName";
    private static ReadOnlySpan<byte> TypeUtf8 => "DeleteAssetStateStoreByName"u8;
    public string Name { get; set; } = "";
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
