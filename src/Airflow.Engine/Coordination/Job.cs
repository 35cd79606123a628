namespace Airflow.Engine.Coordination;

/// <summary>A row of job: a running role.</summary>
public sealed record Job
{
    /// <summary>Database key; 0 before it is stored.</summary>
    public int Id { get; init; }
    /// <summary>SchedulerJob, DagProcessorJob, TriggererJob …</summary>
    public required string JobType { get; init; }
    /// <summary>running, success, failed.</summary>
    public required string State { get; init; }
    public required string Hostname { get; init; }
    public string? UnixName { get; init; }
    public int? Pid { get; init; }
    public string? ExecutorClass { get; init; }
    public DateTimeOffset? StartDate { get; init; }
    public DateTimeOffset? EndDate { get; init; }
    public DateTimeOffset? LatestHeartbeat { get; init; }
    /// <summary>Owner text of its run leases.</summary>
    public string? LeaseOwner { get; init; }
}
