namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the same task in an earlier run.</summary>
internal sealed record GetPreviousTI : FrameMessage
{
    public override string Type => "GetPreviousTI";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetPreviousTI"u8;
    public string DagId { get; set; } = "";
    public string TaskId { get; set; } = "";
    public DateTimeOffset? LogicalDate { get; set; }
    public int MapIndex { get; set; } = -1;
    public string? State { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        TaskId = fields.Text("task_id"u8, TaskId);
        LogicalDate = fields.OptionalTime("logical_date"u8, LogicalDate);
        MapIndex = fields.Int("map_index"u8, MapIndex);
        State = fields.OptionalText("state"u8, State);
        fields.Type(TypeUtf8);
    }
}
