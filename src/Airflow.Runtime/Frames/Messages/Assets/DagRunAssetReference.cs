namespace Airflow.Runtime.Frames.Messages;

/// <summary>A run that an asset event led to.</summary>
internal sealed record DagRunAssetReference : FramePart
{
    public string RunId { get; set; } = "";
    public string DagId { get; set; } = "";
    public DateTimeOffset? LogicalDate { get; set; }
    public DateTimeOffset StartDate { get; set; }
    public DateTimeOffset? EndDate { get; set; }
    public string State { get; set; } = "";
    public DateTimeOffset? DataIntervalStart { get; set; }
    public DateTimeOffset? DataIntervalEnd { get; set; }
    public string? PartitionKey { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        RunId = fields.Text("run_id"u8, RunId);
        DagId = fields.Text("dag_id"u8, DagId);
        LogicalDate = fields.OptionalTime("logical_date"u8, LogicalDate);
        StartDate = fields.Time("start_date"u8, StartDate);
        EndDate = fields.OptionalTime("end_date"u8, EndDate);
        State = fields.Text("state"u8, State);
        DataIntervalStart = fields.OptionalTime("data_interval_start"u8, DataIntervalStart);
        DataIntervalEnd = fields.OptionalTime("data_interval_end"u8, DataIntervalEnd);
        PartitionKey = fields.OptionalText("partition_key"u8, PartitionKey);
    }
}
