namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the number of task instances.</summary>
internal sealed record GetTICount : FrameMessage
{
    public override string Type => "GetTICount";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetTICount"u8;
    public string DagId { get; set; } = "";
    public int? MapIndex { get; set; }
    public IReadOnlyList<string>? TaskIds { get; set; }
    public string? TaskGroupId { get; set; }
    public IReadOnlyList<DateTimeOffset>? LogicalDates { get; set; }
    public IReadOnlyList<string>? RunIds { get; set; }
    public IReadOnlyList<string>? States { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        MapIndex = fields.OptionalInt("map_index"u8, MapIndex);
        TaskIds = fields.OptionalTextList("task_ids"u8, TaskIds);
        TaskGroupId = fields.OptionalText("task_group_id"u8, TaskGroupId);
        LogicalDates = fields.OptionalTimeList("logical_dates"u8, LogicalDates);
        RunIds = fields.OptionalTextList("run_ids"u8, RunIds);
        States = fields.OptionalTextList("states"u8, States);
        fields.Type(TypeUtf8);
    }
}
