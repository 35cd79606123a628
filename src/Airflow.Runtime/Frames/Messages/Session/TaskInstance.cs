namespace Airflow.Runtime.Frames.Messages;

/// <summary>The try to run.</summary>
internal sealed record TaskInstance : FramePart
{
    public Guid Id { get; set; }
    public string TaskId { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public int TryNumber { get; set; }
    public Guid DagVersionId { get; set; }
    public int MapIndex { get; set; } = -1;
    public string? Hostname { get; set; }
    public FrameValue ContextCarrier { get; set; }
    public string Queue { get; set; } = "default";

    internal override void Visit(ref FieldCodec fields)
    {
        Id = fields.Uuid("id"u8, Id);
        TaskId = fields.Text("task_id"u8, TaskId);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TryNumber = fields.Int("try_number"u8, TryNumber);
        DagVersionId = fields.Uuid("dag_version_id"u8, DagVersionId);
        MapIndex = fields.Int("map_index"u8, MapIndex);
        Hostname = fields.OptionalText("hostname"u8, Hostname);
        ContextCarrier = fields.Value("context_carrier"u8, ContextCarrier);
        if (fields.Since33)
        {
            Queue = fields.Text("queue"u8, Queue);
        }
    }
}
