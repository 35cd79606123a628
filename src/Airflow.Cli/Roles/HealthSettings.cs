using Airflow.Engine.Configuration;
using Airflow.Server.Health;

namespace Airflow.Cli.Roles;

/// <summary>How old a heartbeat may be, as the configuration says.</summary>
internal static class HealthSettings
{
    public static HealthOptions Of(AirflowConfiguration configuration) => new()
    {
        SchedulerThreshold = configuration.GetDuration("scheduler", "scheduler_health_check_threshold"),
        TriggererThreshold = configuration.GetDuration("triggerer", "triggerer_health_check_threshold"),
        DagProcessorThreshold = configuration.GetDuration("scheduler", "scheduler_health_check_threshold"),
    };
}
