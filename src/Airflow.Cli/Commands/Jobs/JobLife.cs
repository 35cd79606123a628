using Airflow.Engine.Coordination;

namespace Airflow.Cli.Commands.Jobs;

/// <summary>Tells a role that works from one that only left its row behind.</summary>
internal static class JobLife
{
    public static bool IsAlive(CommandContext context, Job job, DateTimeOffset now)
    {
        var (section, key) = job.JobType switch
        {
            "TriggererJob" => ("triggerer", "triggerer_health_check_threshold"),
            "DagProcessorJob" => ("dag_processor", "health_check_threshold"),
            _ => ("scheduler", "scheduler_health_check_threshold"),
        };
        return job.LatestHeartbeat is { } heartbeat && now - heartbeat < TimeSpan.FromSeconds(context.Configuration.GetDouble(section, key));
    }
}
