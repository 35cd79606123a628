namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for some of a mapped task's results.</summary>
internal sealed record GetXComSequenceSlice : FrameMessage
{
    public override string Type => "GetXComSequenceSlice";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetXComSequenceSlice"u8;
    public string Key { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public string TaskId { get; set; } = "";
    public int? Start { get; set; }
    public int? Stop { get; set; }
    public int? Step { get; set; }
    public bool IncludePriorDates { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TaskId = fields.Text("task_id"u8, TaskId);
        Start = fields.OptionalInt("start"u8, Start);
        Stop = fields.OptionalInt("stop"u8, Stop);
        Step = fields.OptionalInt("step"u8, Step);
        IncludePriorDates = fields.Bool("include_prior_dates"u8, IncludePriorDates);
        fields.Type(TypeUtf8);
    }
}
