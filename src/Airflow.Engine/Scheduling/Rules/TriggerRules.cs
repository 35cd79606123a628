using System.Collections.Frozen;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>Airflow's names of the trigger rules.</summary>
public static class TriggerRules
{
    private static readonly FrozenDictionary<string, TriggerRule> ByName = new Dictionary<string, TriggerRule>(StringComparer.Ordinal)
    {
        ["all_success"] = TriggerRule.AllSuccess,
        ["all_failed"] = TriggerRule.AllFailed,
        ["all_done"] = TriggerRule.AllDone,
        ["all_done_min_one_success"] = TriggerRule.AllDoneMinOneSuccess,
        ["all_done_setup_success"] = TriggerRule.AllDoneSetupSuccess,
        ["one_success"] = TriggerRule.OneSuccess,
        ["one_failed"] = TriggerRule.OneFailed,
        ["one_done"] = TriggerRule.OneDone,
        ["none_failed"] = TriggerRule.NoneFailed,
        ["none_failed_min_one_success"] = TriggerRule.NoneFailedMinOneSuccess,
        ["none_skipped"] = TriggerRule.NoneSkipped,
        ["always"] = TriggerRule.Always,
        ["all_skipped"] = TriggerRule.AllSkipped,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<TriggerRule, string> ByRule = ByName.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    public static string Name(this TriggerRule rule) => ByRule[rule];

    public static TriggerRule Parse(string name) => ByName.TryGetValue(name, out var rule)
        ? rule
        : throw new ArgumentException($"'{name}' is not a trigger rule; known: {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.", nameof(name));

    /// <summary>A DAG that stops at the first failure allows only rules which a failure cannot make run.</summary>
    public static bool IsAllowedInFailFastDag(this TriggerRule rule) => rule is TriggerRule.AllSuccess or TriggerRule.AllDoneSetupSuccess;
}
