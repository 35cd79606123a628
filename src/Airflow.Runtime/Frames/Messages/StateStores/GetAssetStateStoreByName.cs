namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a value kept with an asset, by name.</summary>
internal sealed record GetAssetStateStoreByName : FrameMessage
{
    public override string Type => "GetAssetStateStoreByName";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetStateStoreByName"u8;
    public string Name { get; set; } = "";
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
