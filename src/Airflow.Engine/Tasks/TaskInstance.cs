namespace Airflow.Engine.Tasks;

/// <summary>A row of task_instance. <see cref="Id"/> changes with every try: it is the fencing token of the try.</summary>
public sealed record TaskInstance
{
    public required Guid Id { get; init; }
    public required TaskInstanceKey Key { get; init; }
    public TaskState State { get; init; }
    /// <summary>0 before the first try is scheduled; counts up when a try is scheduled.</summary>
    public int TryNumber { get; init; }
    public int MaxTries { get; init; }
    public DateTimeOffset? ScheduledAt { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? StartDate { get; init; }
    public DateTimeOffset? EndDate { get; init; }
    /// <summary>Seconds of the last try.</summary>
    public double? Duration { get; init; }
    public string Hostname { get; init; } = "";
    public string? UnixName { get; init; }
    public int? Pid { get; init; }
    public required string Pool { get; init; }
    public int PoolSlots { get; init; } = 1;
    public required string Queue { get; init; }
    public int PriorityWeight { get; init; } = 1;
    public string? Operator { get; init; }
    public string? CustomOperatorName { get; init; }
    public string? TaskDisplayName { get; init; }
    public int? QueuedByJobId { get; init; }
    public DateTimeOffset? LastHeartbeatAt { get; init; }
    public string? Executor { get; init; }
    public string? RenderedMapIndex { get; init; }
    public string? ExternalExecutorId { get; init; }
    public Guid? DagVersionId { get; init; }
    /// <summary>Seconds; set by a retry policy, beats the task's own delay.</summary>
    public double? RetryDelayOverride { get; init; }
    public string? RetryReason { get; init; }
    /// <summary>How the process of the last try ended, as JSON of <see cref="Execution.ExitCause"/>.</summary>
    public string? ExitCause { get; init; }
    /// <summary>When an up_for_reschedule instance may start again.</summary>
    public DateTimeOffset? RescheduleDate { get; init; }
    public string? NextMethod { get; init; }
    public string? NextKwargs { get; init; }
    public long? TriggerId { get; init; }
    public DateTimeOffset? TriggerTimeout { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>Somebody holds it.</summary>
    public Holding.Hold? Hold { get; init; }
}
