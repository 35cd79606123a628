namespace Airflow.Runtime.Frames.Messages;

/// <summary>A dag run.</summary>
internal sealed record DagRun : FramePart
{
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public DateTimeOffset? LogicalDate { get; set; }
    public DateTimeOffset? DataIntervalStart { get; set; }
    public DateTimeOffset? DataIntervalEnd { get; set; }
    public DateTimeOffset RunAfter { get; set; }
    public DateTimeOffset? StartDate { get; set; }
    public DateTimeOffset? EndDate { get; set; }
    public int ClearNumber { get; set; }
    public string RunType { get; set; } = "";
    public string State { get; set; } = "";
    public FrameValue Conf { get; set; }
    public string? TriggeringUserName { get; set; }
    public IReadOnlyList<AssetEventDagRunReference> ConsumedAssetEvents { get; set; } = [];
    public string? PartitionKey { get; set; }
    public DateTimeOffset? PartitionDate { get; set; }
    public string? Note { get; set; }
    public string? TeamName { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        LogicalDate = fields.OptionalTime("logical_date"u8, LogicalDate);
        DataIntervalStart = fields.OptionalTime("data_interval_start"u8, DataIntervalStart);
        DataIntervalEnd = fields.OptionalTime("data_interval_end"u8, DataIntervalEnd);
        RunAfter = fields.Time("run_after"u8, RunAfter);
        StartDate = fields.OptionalTime("start_date"u8, StartDate);
        EndDate = fields.OptionalTime("end_date"u8, EndDate);
        ClearNumber = fields.Int("clear_number"u8, ClearNumber);
        RunType = fields.Text("run_type"u8, RunType);
        State = fields.Text("state"u8, State);
        Conf = fields.Value("conf"u8, Conf);
        TriggeringUserName = fields.OptionalText("triggering_user_name"u8, TriggeringUserName);
        ConsumedAssetEvents = fields.PartList("consumed_asset_events"u8, ConsumedAssetEvents, static () => new AssetEventDagRunReference());
        if (fields.Since33)
        {
            PartitionKey = fields.OptionalText("partition_key"u8, PartitionKey);
        }
        if (fields.Since33)
        {
            PartitionDate = fields.OptionalTime("partition_date"u8, PartitionDate);
        }
        if (fields.Since33)
        {
            Note = fields.OptionalText("note"u8, Note);
        }
        if (fields.Since33)
        {
            TeamName = fields.OptionalText("team_name"u8, TeamName);
        }
    }
}
