using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>What a trigger rule says of an instance: both answers can come together.</summary>
/// <param name="IsMet">The rule does not hold the instance back.</param>
/// <param name="NewState">The state to set instead of running it; none when it is to run or to wait.</param>
public readonly record struct TriggerRuleResult(bool IsMet, TaskState NewState)
{
    public static TriggerRuleResult Run { get; } = new(true, TaskState.None);

    public static TriggerRuleResult Wait { get; } = new(false, TaskState.None);

    /// <summary>It may be scheduled now.</summary>
    public bool MayRun => IsMet && NewState == TaskState.None;

    public bool SetsState => NewState != TaskState.None;
}
