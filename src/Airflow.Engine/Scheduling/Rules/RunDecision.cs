using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>One evaluation of a run.</summary>
/// <param name="State">The state of the run now.</param>
/// <param name="Schedulable">Instances that may be scheduled, in the order of their tasks.</param>
/// <param name="Changes">Instances that get a state without running.</param>
/// <param name="Expansions">Mapped tasks that are to be expanded now, and to how many instances (at least one).</param>
/// <param name="IsDeadlocked">The run fails because nothing of it can ever run.</param>
public sealed record RunDecision(
    RunState State,
    IReadOnlyList<InstanceRef> Schedulable,
    IReadOnlyList<(InstanceRef Instance, TaskState State)> Changes,
    IReadOnlyList<(int Task, int Length)> Expansions,
    bool IsDeadlocked);
