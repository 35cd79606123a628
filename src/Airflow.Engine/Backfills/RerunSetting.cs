using Airflow.Engine.Configuration;

namespace Airflow.Engine.Backfills;

/// <summary>[core] rerun_with_latest_version: which version of a DAG runs that are run again run.</summary>
public static class RerunSetting
{
    /// <summary>True: the latest; false: that of the run; null: nobody says.</summary>
    public static bool? Of(AirflowConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Find("core", "rerun_with_latest_version")?.Text is { Length: > 0 } ? configuration.GetBool("core", "rerun_with_latest_version") : null;
    }
}
