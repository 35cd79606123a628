namespace Airflow.Engine.Configuration;

/// <summary>Values of earlier releases and what they are called now.</summary>
internal static class ValueUpgrades
{
    private const string OldLogFilename =
        "dag_id={{ ti.dag_id }}/run_id={{ ti.run_id }}/task_id={{ ti.task_id }}/{% if ti.map_index >= 0 %}map_index={{ ti.map_index }}/{% endif %}attempt={{ try_number }}.log";

    private static readonly OptionName Executor = new("core", "executor");
    private static readonly OptionName DatabaseUrl = new("database", "sql_alchemy_conn");
    private static readonly OptionName LogFilename = new("logging", "log_filename_template");

    /// <summary>What the value is called now; null when it is still called so.</summary>
    public static string? Find(OptionName name, string text)
    {
        if (name == Executor)
        {
            return string.Equals(text, "SequentialExecutor", StringComparison.Ordinal) ? "LocalExecutor" : null;
        }

        if (name == LogFilename)
        {
            return string.Equals(text, OldLogFilename, StringComparison.Ordinal)
                ? OptionTable.Instance.TryFind(LogFilename, out var option) ? option.Default : null
                : null;
        }

        if (name != DatabaseUrl)
        {
            return null;
        }

        foreach (var scheme in (ReadOnlySpan<string>)["postgres://", "postgres+psycopg2://"])
        {
            if (text.StartsWith(scheme, StringComparison.Ordinal))
            {
                return "postgresql://" + text[scheme.Length..];
            }
        }

        return null;
    }
}
