namespace Airflow.Runtime.Frames.Messages;

/// <summary>A serialised DAG.</summary>
internal sealed record LazyDeserializedDAG : FramePart
{
    public FrameValue Data { get; set; } = FrameValue.EmptyMap;
    public DateTimeOffset? LastLoaded { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Data = fields.Value("data"u8, Data);
        LastLoaded = fields.OptionalTime("last_loaded"u8, LastLoaded);
    }
}
