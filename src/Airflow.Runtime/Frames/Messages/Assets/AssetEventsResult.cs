namespace Airflow.Runtime.Frames.Messages;

/// <summary>Events of an asset, oldest or newest first as asked.</summary>
internal sealed record AssetEventsResult : FrameMessage
{
    public override string Type => "AssetEventsResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "AssetEventsResult"u8;
    public IReadOnlyList<AssetEventResponse> AssetEvents { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        AssetEvents = fields.PartList("asset_events"u8, AssetEvents, static () => new AssetEventResponse());
        fields.Type(TypeUtf8);
    }
}
