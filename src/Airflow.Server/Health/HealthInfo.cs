namespace Airflow.Server.Health;

/// <summary>What GET /api/v2/monitor/health says.</summary>
internal sealed record HealthInfo(string Metadatabase, RoleStatus Scheduler, RoleStatus Triggerer, RoleStatus DagProcessor)
{
    /// <summary>Null where tries need no workers.</summary>
    public WorkerHealth? Workers { get; init; }
}
