namespace Airflow.Engine.Scheduling.Rules;

/// <summary>How a trigger rule is asked.</summary>
/// <param name="MapIndex">The map index of the instance; -1 when it is not mapped or not expanded yet.</param>
/// <param name="IsReadOnly">Only asks whether the rule is met: no state is to be set. For explanations.</param>
/// <param name="WaitsForPastBeforeSkip">An instance is skipped only once its past dependencies are met.</param>
/// <param name="IsPastMet">The past dependencies were found met.</param>
public readonly record struct TriggerRuleContext(int MapIndex, bool IsReadOnly = false, bool WaitsForPastBeforeSkip = false, bool IsPastMet = false)
{
    /// <summary>As the scheduler asks for an instance that is not mapped.</summary>
    public static TriggerRuleContext Plain { get; } = new(-1);
}
