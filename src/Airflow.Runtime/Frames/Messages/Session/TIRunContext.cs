namespace Airflow.Runtime.Frames.Messages;

/// <summary>The run and the state of the try, as the server knows them.</summary>
internal sealed record TIRunContext : FramePart
{
    public DagRun DagRun { get; set; } = new();
    public int TaskRescheduleCount { get; set; }
    public int MaxTries { get; set; }
    public IReadOnlyList<VariableResponse> Variables { get; set; } = [];
    public IReadOnlyList<ConnectionResponse> Connections { get; set; } = [];
    public string? NextMethod { get; set; }
    public FrameValue NextKwargs { get; set; }
    public IReadOnlyList<string> XComKeysToClear { get; set; } = [];
    public bool ShouldRetry { get; set; }
    public DateTimeOffset? StartDate { get; set; }
    /// <summary>Only 3.1 has it, and needs it.</summary>
    public FrameValue UpstreamMapIndexes { get; set; } = FrameValue.EmptyMap;

    internal override void Visit(ref FieldCodec fields)
    {
        DagRun = fields.Part("dag_run"u8, DagRun, static () => new DagRun());
        TaskRescheduleCount = fields.Int("task_reschedule_count"u8, TaskRescheduleCount);
        MaxTries = fields.Int("max_tries"u8, MaxTries);
        Variables = fields.PartList("variables"u8, Variables, static () => new VariableResponse());
        Connections = fields.PartList("connections"u8, Connections, static () => new ConnectionResponse());
        if (fields.IsReading || NextMethod is not null)
        {
            NextMethod = fields.OptionalText("next_method"u8, NextMethod);
        }
        if (fields.IsReading || !NextKwargs.IsNil)
        {
            NextKwargs = fields.Value("next_kwargs"u8, NextKwargs);
        }
        XComKeysToClear = fields.TextList("xcom_keys_to_clear"u8, XComKeysToClear);
        ShouldRetry = fields.Bool("should_retry"u8, ShouldRetry);
        if (fields.IsReading || StartDate is not null)
        {
            StartDate = fields.OptionalTime("start_date"u8, StartDate);
        }
        if (fields.IsReading || !fields.Since33)
        {
            UpstreamMapIndexes = fields.Value("upstream_map_indexes"u8, UpstreamMapIndexes);
        }
    }
}
