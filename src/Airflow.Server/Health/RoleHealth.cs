using Airflow.Engine.Coordination;
using Airflow.Engine.Storage;

namespace Airflow.Server.Health;

/// <summary>Finds out how the roles are, from the heartbeats of their newest jobs.</summary>
internal sealed class RoleHealth(IMetadataDatabase database, IJobStore jobs, WorkerQueues? queues, HealthOptions options, TimeProvider clock)
{
    public async Task<HealthInfo> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.GetTimeAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is Engine.AirflowException or System.Data.Common.DbException or IOException)
        {
            var unknown = new RoleStatus(null, null);
            return new HealthInfo("unhealthy", unknown, unknown, unknown);
        }

        return new HealthInfo(
            "healthy",
            await FindAsync("SchedulerJob", options.SchedulerThreshold, cancellationToken),
            await FindAsync("TriggererJob", options.TriggererThreshold, cancellationToken),
            await FindAsync("DagProcessorJob", options.DagProcessorThreshold, cancellationToken))
        {
            Workers = queues is null ? null : await CheckAsync(queues, cancellationToken),
        };
    }

    private static async Task<WorkerHealth> CheckAsync(WorkerQueues queues, CancellationToken cancellationToken)
    {
        var alive = await queues.ListAliveAsync(cancellationToken);
        return new WorkerHealth(alive.Count, WorkerQueues.Served(alive), await queues.ListUnservedAsync(cancellationToken));
    }

    private async Task<RoleStatus> FindAsync(string jobType, TimeSpan threshold, CancellationToken cancellationToken)
    {
        var newest = (await jobs.ListAsync(jobType, null, 1, cancellationToken)).FirstOrDefault();
        if (newest is null)
        {
            return new RoleStatus(null, null);
        }

        var isHealthy = newest.State == "running" && newest.LatestHeartbeat is { } beat && clock.GetUtcNow() - beat < threshold;
        return new RoleStatus(isHealthy ? "healthy" : "unhealthy", newest.LatestHeartbeat);
    }
}
