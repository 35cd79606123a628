using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>One task instance as the lease holder keeps it in memory. <see cref="Committed"/> is what the database has, <see cref="State"/> what the pass decided.</summary>
internal sealed class TaskSlot
{
    public required Guid Id { get; set; }
    public required int TaskIndex { get; init; }
    public required int MapIndex { get; init; }
    public TaskState State { get; set; }
    public TaskState Committed { get; set; }
    public int TryNumber { get; set; }
    public int MaxTries { get; set; }
    public required string Pool { get; init; }
    public int PoolSlots { get; init; } = 1;
    public int Priority { get; init; }
    public DateTimeOffset? StartDate { get; set; }
    public DateTimeOffset? EndDate { get; set; }
    public double? RetryDelayOverride { get; set; }
    public DateTimeOffset? RescheduleDate { get; set; }

    /// <summary>When it was handed to the executor once more, since nobody claimed it.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }
    /// <summary>Host and process that claimed it last, where that is known.</summary>
    public (string Host, int? Pid)? Worker { get; set; }

    public int? QueuedByJobId { get; set; }

    /// <summary>The end of its try, while that is being committed.</summary>
    public TaskEnd? End { get; set; }

    /// <summary>What that end calls.</summary>
    public CallbackEvent? Callback { get; set; }

    /// <summary>The row is not stored yet.</summary>
    public TaskInstance? Insert { get; set; }

    /// <summary>Somebody holds it: it does not start.</summary>
    public bool IsOnHold { get; init; }

    public bool IsTouched { get; set; }

    /// <summary>What is stored of it, after another process has moved it.</summary>
    public void Follow(TaskInstance row)
    {
        (State, Committed, TryNumber, MaxTries) = (row.State, row.State, row.TryNumber, row.MaxTries);
        (StartDate, EndDate, RetryDelayOverride, RescheduleDate) = (row.StartDate, row.EndDate, row.RetryDelayOverride, row.RescheduleDate);
        Worker = row.State == TaskState.Running ? (row.Hostname, row.Pid) : null;
    }

    /// <summary>To be decided anew.</summary>
    public bool IsDirty { get; set; }
}
