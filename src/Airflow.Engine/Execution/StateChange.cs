using Airflow.Engine.Callbacks;
using Airflow.Engine.Holding;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Execution;

/// <summary>One atomic unit of work: applied whole, or refused whole when a fence, a from-state or a pool says no.</summary>
public sealed record StateChange
{
    /// <summary>Leases that must still be held with this epoch.</summary>
    public IReadOnlyList<RunLease> Fences { get; init; } = [];
    /// <summary>New task instances (a run's first load, or a mapped task's expansion).</summary>
    public IReadOnlyList<TaskInstance> NewTasks { get; init; } = [];
    /// <summary>Task instances that go away (the unexpanded placeholder of a mapped task).</summary>
    public IReadOnlyList<Guid> RemovedTasks { get; init; } = [];
    public IReadOnlyList<TaskChange> Tasks { get; init; } = [];
    public IReadOnlyList<XCom> XComs { get; init; } = [];
    public IReadOnlyList<RunChange> Runs { get; init; } = [];
    /// <summary>What is held or resumed by hand.</summary>
    public IReadOnlyList<HoldChange> Holds { get; init; } = [];
    /// <summary>Events for the outbox; one that is there already stays as it is.</summary>
    public IReadOnlyList<CallbackEvent> Callbacks { get; init; } = [];
    /// <summary>Runs (database keys) that were changed by somebody who does not hold them: their leases end, so that the holder's next change is refused and it reads the run anew.</summary>
    public IReadOnlyList<int> BrokenLeases { get; init; } = [];

    public bool IsEmpty => BrokenLeases.Count == 0 && NewTasks.Count == 0 && RemovedTasks.Count == 0 && Tasks.Count == 0 && XComs.Count == 0 && Runs.Count == 0 && Callbacks.Count == 0 && Holds.Count == 0;
}
