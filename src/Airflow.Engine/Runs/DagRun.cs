namespace Airflow.Engine.Runs;

/// <summary>A row of dag_run.</summary>
public sealed record DagRun
{
    /// <summary>Database key; 0 before it is stored.</summary>
    public int Id { get; init; }
    public required string DagId { get; init; }
    public required string RunId { get; init; }
    public required RunType RunType { get; init; }
    public RunState State { get; init; }
    public DateTimeOffset? LogicalDate { get; init; }
    public DateTimeOffset? DataIntervalStart { get; init; }
    public DateTimeOffset? DataIntervalEnd { get; init; }
    public required DateTimeOffset RunAfter { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? StartDate { get; init; }
    public DateTimeOffset? EndDate { get; init; }
    /// <summary>JSON object; "{}" when there is none.</summary>
    public string Conf { get; init; } = "{}";
    public string? TriggeredBy { get; init; }
    public string? TriggeringUserName { get; init; }
    public int? CreatingJobId { get; init; }
    public int ClearNumber { get; init; }
    /// <summary>The manifest that the run's code comes from.</summary>
    public string? BundleVersion { get; init; }
    public Guid? CreatedDagVersionId { get; init; }
    public string? PartitionKey { get; init; }
    public DateTimeOffset? PartitionDate { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>Somebody holds it.</summary>
    public Holding.Hold? Hold { get; init; }
}
