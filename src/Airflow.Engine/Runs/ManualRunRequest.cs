namespace Airflow.Engine.Runs;

/// <summary>What somebody asks when triggering a run; what is null is inferred from the DAG's timetable and the clock.</summary>
public sealed record ManualRunRequest
{
    public string? RunId { get; init; }
    public DateTimeOffset? LogicalDate { get; init; }
    public DateTimeOffset? RunAfter { get; init; }
    public DateTimeOffset? DataIntervalStart { get; init; }
    public DateTimeOffset? DataIntervalEnd { get; init; }
    /// <summary>JSON object.</summary>
    public string Conf { get; init; } = "{}";
    public RunType RunType { get; init; } = RunType.Manual;
    public required string TriggeredBy { get; init; }
    public string? User { get; init; }
    public string? PartitionKey { get; init; }
    public string? Note { get; init; }
    /// <summary>A run of this id that is there already is cleared, so that it runs again, instead of being refused.</summary>
    public bool Reset { get; init; }
}
