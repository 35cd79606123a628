namespace Airflow.Runtime.Frames.Messages;

/// <summary>An earlier task instance.</summary>
internal sealed record PreviousTIResponse : FramePart
{
    public string TaskId { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public DateTimeOffset? LogicalDate { get; set; }
    public DateTimeOffset? StartDate { get; set; }
    public DateTimeOffset? EndDate { get; set; }
    public string? State { get; set; }
    public int TryNumber { get; set; }
    public int? MapIndex { get; set; } = -1;
    public double? Duration { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TaskId = fields.Text("task_id"u8, TaskId);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        LogicalDate = fields.OptionalTime("logical_date"u8, LogicalDate);
        StartDate = fields.OptionalTime("start_date"u8, StartDate);
        EndDate = fields.OptionalTime("end_date"u8, EndDate);
        State = fields.OptionalText("state"u8, State);
        TryNumber = fields.Int("try_number"u8, TryNumber);
        MapIndex = fields.OptionalInt("map_index"u8, MapIndex);
        Duration = fields.OptionalDouble("duration"u8, Duration);
    }
}
