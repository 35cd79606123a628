using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Explaining;

/// <summary>Why a task instance does not start, or that nothing holds it back.</summary>
/// <param name="Key">The instance.</param>
/// <param name="State">Its state.</param>
/// <param name="Unmet">What is not met, in the order in which it would have to be put right.</param>
/// <param name="Advice">The smallest change that would bring it a step on; null when waiting is all there is to do.</param>
public sealed record TaskExplanation(TaskInstanceKey Key, TaskState State, IReadOnlyList<DependencyStatus> Unmet, string? Advice)
{
    public bool MayStart => Unmet.Count == 0;
}
