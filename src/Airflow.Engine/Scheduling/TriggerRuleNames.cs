using System.Collections.Frozen;
using System.Text.Json;

namespace Airflow.Engine.Scheduling;

/// <summary>Airflow's names of trigger rules.</summary>
public static class TriggerRuleNames
{
    private static readonly FrozenDictionary<string, TriggerRule> ByName = Enum.GetValues<TriggerRule>()
        .ToFrozenDictionary(Name, StringComparer.Ordinal);

    public static string Name(this TriggerRule rule) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString());

    public static TriggerRule Parse(string name) => ByName.TryGetValue(name, out var rule)
        ? rule
        : throw new ArgumentException($"'{name}' is not a trigger rule; known: {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.", nameof(name));
}
