namespace Airflow.Runtime.Frames.Messages;

/// <summary>Removes all that is kept with an asset, by name.</summary>
internal sealed record ClearAssetStateStoreByName : FrameMessage
{
    public override string Type => "ClearAssetStateStoreByName";
    private static ReadOnlySpan<byte> TypeUtf8 => "ClearAssetStateStoreByName"u8;
    public string Name { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        fields.Type(TypeUtf8);
    }
}
