namespace Airflow.Runtime.Frames.Messages;

/// <summary>Starts a run of a DAG.</summary>
internal sealed record TriggerDagRun : FrameMessage
{
    public override string Type => "TriggerDagRun";
    private static ReadOnlySpan<byte> TypeUtf8 => "TriggerDagRun"u8;
    public DateTimeOffset? LogicalDate { get; set; }
    public DateTimeOffset? RunAfter { get; set; }
    public FrameValue Conf { get; set; }
    public bool? ResetDagRun { get; set; } = false;
    public string? PartitionKey { get; set; }
    public string? Note { get; set; }
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        LogicalDate = fields.OptionalTime("logical_date"u8, LogicalDate);
        if (fields.Since33)
        {
            RunAfter = fields.OptionalTime("run_after"u8, RunAfter);
        }
        Conf = fields.Value("conf"u8, Conf);
        ResetDagRun = fields.OptionalBool("reset_dag_run"u8, ResetDagRun);
        if (fields.Since33)
        {
            PartitionKey = fields.OptionalText("partition_key"u8, PartitionKey);
        }
        if (fields.Since33)
        {
            Note = fields.OptionalText("note"u8, Note);
        }
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        fields.Type(TypeUtf8);
    }
}
