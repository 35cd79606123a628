using Airflow.Engine.Scheduling;

namespace Airflow.Engine.Telemetry;

/// <summary>Reports at intervals what can only be counted: slots of pools and of the executor, runs, DAGs, import errors.</summary>
public sealed class GaugeReporter(SchedulerStores stores, string executor, int parallelism, TimeSpan interval, TimeProvider clock)
{
    /// <summary>Reports again and again until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            do
            {
                await RunOnceAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Reports once, if anybody listens.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!AirflowMetrics.PoolOpenSlots.Enabled)
        {
            return;
        }

        try
        {
            await ReportPoolsAsync(cancellationToken);
            AirflowMetrics.DagBagSize.Record((await stores.Dags.ListAsync(false, cancellationToken)).Count);
            AirflowMetrics.ImportErrors.Record((await stores.Dags.ListImportErrorsAsync(cancellationToken)).Count);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            // the next report comes soon
            return;
        }
    }

    private async Task ReportPoolsAsync(CancellationToken cancellationToken)
    {
        var pools = await stores.Pools.ListUsageAsync(cancellationToken);
        foreach (var pool in pools)
        {
            var tag = new KeyValuePair<string, object?>("pool_name", pool.Pool.Name);
            AirflowMetrics.PoolOpenSlots.Record(pool.Pool.Slots < 0 ? -1 : pool.Open, tag);
            AirflowMetrics.PoolQueuedSlots.Record(pool.Queued, tag);
            AirflowMetrics.PoolRunningSlots.Record(pool.Running, tag);
            AirflowMetrics.PoolDeferredSlots.Record(pool.Deferred, tag);
            AirflowMetrics.PoolScheduledSlots.Record(pool.Scheduled, tag);
        }

        var name = new KeyValuePair<string, object?>("executor_class_name", executor);
        var (queued, running) = (pools.Sum(pool => pool.Queued), pools.Sum(pool => pool.Running));
        AirflowMetrics.ExecutorQueuedTasks.Record(queued, name);
        AirflowMetrics.ExecutorRunningTasks.Record(running, name);
        AirflowMetrics.ExecutorOpenSlots.Record(Math.Max(0, parallelism - queued - running), name);
    }
}
