using System.Collections.Frozen;

namespace Airflow.Engine.Timetables.Cron;

/// <summary>The schedule presets that Airflow replaces by an expression before anything else reads it.</summary>
public static class CronPresets
{
    private static readonly FrozenDictionary<string, string> Expressions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@quarterly"] = "0 0 1 */3 *",
        ["@yearly"] = "0 0 1 1 *",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The expression of a preset; any other text as it is.</summary>
    public static string Resolve(string text) => Expressions.GetValueOrDefault(text, text);
}
