namespace Airflow.Runtime.Frames.Messages;

/// <summary>Removes all that is kept with an asset, by URI.</summary>
internal sealed record ClearAssetStateStoreByUri : FrameMessage
{
    public override string Type => "ClearAssetStateStoreByUri";
    private static ReadOnlySpan<byte> TypeUtf8 => "ClearAssetStateStoreByUri"u8;
    public string Uri { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Uri = fields.Text("uri"u8, Uri);
        fields.Type(TypeUtf8);
    }
}
