using Airflow.Engine.Assets;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

#pragma warning disable MA0048 // the kinds of one closed union are read together

/// <summary>May start: none, up_for_retry, up_for_reschedule … → scheduled or, when limits allow it at once, queued.</summary>
public sealed record TaskReady(Guid Id, TaskState From, TaskState To, string Pool, int PoolSlots) : TaskChange(Id, From, To, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    public required int TryNumber { get; init; }
    public int? QueuedByJobId { get; init; }
    /// <summary>Also written when set: priority may change with the DAG version.</summary>
    public int? PriorityWeight { get; init; }
}

/// <summary>A worker takes the try: queued → running.</summary>
public sealed record TaskClaim(Guid Id, string Pool, int PoolSlots) : TaskChange(Id, TaskState.Queued, TaskState.Running, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    public required string Hostname { get; init; }
    public string? UnixName { get; init; }
    public int? Pid { get; init; }
    public string? Executor { get; init; }
    /// <summary>Refused when it was queued at another time: what was read of it before is no longer so. Null: not checked.</summary>
    public DateTimeOffset? QueuedAt { get; init; }
}

/// <summary>What a try was deferred for has happened: deferred → scheduled, with what its trigger told.</summary>
public sealed record TaskResume(Guid Id, string Pool, int PoolSlots) : TaskChange(Id, TaskState.Deferred, TaskState.Scheduled, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    /// <summary>The trigger that it waited for, which goes away; another one does not have it go on.</summary>
    public required long TriggerId { get; init; }
    /// <summary>Written when set: it goes on with this method instead of its own.</summary>
    public string? NextMethod { get; init; }
    public required string NextKwargs { get; init; }
}

/// <summary>A try ended: running (or queued, when it was lost before its start) → terminal, up_for_retry, up_for_reschedule, deferred, or none/scheduled when given back.</summary>
public sealed record TaskEnd(Guid Id, TaskState From, TaskState To, string Pool, int PoolSlots) : TaskChange(Id, From, To, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    /// <summary>When set, the row as it ended is copied to task_instance_history under its old id and goes on under this one.</summary>
    public Guid? NewId { get; init; }
    /// <summary>Written when set (a try that is given back does not cost one: max_tries goes up with it).</summary>
    public int? MaxTries { get; init; }
    public ExitCause? ExitCause { get; init; }
    public string? Reason { get; init; }
    public double? RetryDelayOverride { get; init; }
    public DateTimeOffset? RescheduleDate { get; init; }
    public string? RenderedMapIndex { get; init; }
    /// <summary>How a deferred or awaiting_input try goes on; every other end forgets it.</summary>
    public Suspension? Suspension { get; init; }
    /// <summary>Events that are stored with the end, each queued for the DAGs that wait for it.</summary>
    public IReadOnlyList<AssetUpdate> AssetUpdates { get; init; } = [];
}

/// <summary>Decided without running: none, scheduled … → skipped, upstream_failed, removed, success or failed; start and end date are set where empty.</summary>
public sealed record TaskSettle(Guid Id, TaskState From, TaskState To, string Pool, int PoolSlots) : TaskChange(Id, From, To, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    /// <summary>Written when set: a task that succeeds without a worker has had its try.</summary>
    public int? TryNumber { get; init; }
}

/// <summary>Somebody gave it a finished state by hand, whatever it was doing; start and end date are set where empty.</summary>
public sealed record TaskMark(Guid Id, TaskState From, TaskState To, string Pool, int PoolSlots) : TaskChange(Id, From, To, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Cleared: any state → none, under a new id when it had been tried; try_number stays, max_tries is set.</summary>
public sealed record TaskClear(Guid Id, TaskState From, string Pool, int PoolSlots) : TaskChange(Id, From, TaskState.None, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
    public Guid? NewId { get; init; }
    public required int MaxTries { get; init; }
    public Guid? DagVersionId { get; init; }
}

/// <summary>Cleared while it runs: its process is stopped first, and the end of it, whatever it is, makes another try of it.</summary>
public sealed record TaskRestart(Guid Id, string Pool, int PoolSlots) : TaskChange(Id, TaskState.Running, TaskState.Restarting, Pool, PoolSlots)
{
    public required DateTimeOffset At { get; init; }
}

#pragma warning restore MA0048
