namespace Airflow.Engine.Scheduling.Rules;

/// <summary>All that the trigger rule of an instance looks at.</summary>
/// <param name="Direct">Instances directly upstream.</param>
/// <param name="Setups">Instances of the relevant setups further upstream; only for tasks that are no teardown.</param>
/// <param name="Scope">Instances between a teardown and its setups, other than those directly upstream.</param>
public readonly record struct TriggerRuleInput(UpstreamCounts Direct, UpstreamCounts Setups, UpstreamCounts Scope);
