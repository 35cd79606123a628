namespace Airflow.Runtime.Frames.Messages;

/// <summary>Terminal: success, with the assets it produced.</summary>
internal sealed record SucceedTask : FrameMessage
{
    public override string Type => "SucceedTask";
    private static ReadOnlySpan<byte> TypeUtf8 => "SucceedTask"u8;
    public DateTimeOffset EndDate { get; set; }
    public IReadOnlyList<AssetProfile>? TaskOutlets { get; set; }
    public IReadOnlyList<FrameValue>? OutletEvents { get; set; }
    public string? RenderedMapIndex { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Constant("state"u8, "success"u8);
        EndDate = fields.Time("end_date"u8, EndDate);
        TaskOutlets = fields.OptionalPartList("task_outlets"u8, TaskOutlets, static () => new AssetProfile());
        OutletEvents = fields.OptionalValueList("outlet_events"u8, OutletEvents);
        RenderedMapIndex = fields.OptionalText("rendered_map_index"u8, RenderedMapIndex);
        fields.Type(TypeUtf8);
    }
}
