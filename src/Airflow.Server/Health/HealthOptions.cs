namespace Airflow.Server.Health;

/// <summary>How old a heartbeat may be before a role counts as unhealthy: [scheduler] scheduler_health_check_threshold and its like.</summary>
public sealed record HealthOptions
{
    public TimeSpan SchedulerThreshold { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan TriggererThreshold { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan DagProcessorThreshold { get; init; } = TimeSpan.FromSeconds(30);
}
