using System.Diagnostics.Metrics;
using Airflow.Engine.Pools;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Telemetry;

/// <summary>Reports at intervals what can only be counted: slots of pools and of the executor, runs, DAGs, import errors.</summary>
public sealed class GaugeReporter(SchedulerStores stores, string executor, int parallelism, TimeSpan interval, TimeProvider clock)
{
    /// <summary>More tasks than that are not told one by one: each is a row at whoever collects.</summary>
    private const int MostTasks = 1_000;
    private readonly HashSet<(Gauge<double> Gauge, string Queue, string DagId, string TaskId)> told = [];

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
            await ReportTasksAsync(cancellationToken);
            AirflowMetrics.DagBagSize.Record(await stores.Dags.CountAsync(cancellationToken));
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
            AirflowMetrics.PoolStarvingTasks.Record(Starving(pool), tag);
        }

        AirflowMetrics.TasksStarving.Record(pools.Sum(Starving));

        var name = new KeyValuePair<string, object?>("executor_class_name", executor);
        var (queued, running) = (pools.Sum(pool => pool.Queued), pools.Sum(pool => pool.Running));
        AirflowMetrics.ExecutorQueuedTasks.Record(queued, name);
        AirflowMetrics.ExecutorRunningTasks.Record(running, name);
        AirflowMetrics.ExecutorOpenSlots.Record(Math.Max(0, parallelism - queued - running), name);
    }

    /// <summary>What is ready and finds its pool full.</summary>
    private static int Starving(PoolUsage pool) => pool.Pool.Slots >= 0 && pool.Open <= 0 ? pool.Scheduled : 0;

    private async Task ReportTasksAsync(CancellationToken cancellationToken)
    {
        var gone = told.ToHashSet();
        foreach (var count in await stores.Tasks.CountUnfinishedAsync(MostTasks, cancellationToken))
        {
            var one = (GaugeOf(count.State), count.Queue, count.DagId, count.TaskId);
            Record(one, count.Count);
            told.Add(one);
            gone.Remove(one);
        }

        foreach (var one in gone)
        {
            Record(one, 0);
            told.Remove(one);
        }
    }

    private static void Record((Gauge<double> Gauge, string Queue, string DagId, string TaskId) one, int count) =>
        one.Gauge.Record(count, new KeyValuePair<string, object?>("queue", one.Queue), new KeyValuePair<string, object?>("dag_id", one.DagId), new KeyValuePair<string, object?>("task_id", one.TaskId));

    private static Gauge<double> GaugeOf(TaskState state) => state switch
    {
        TaskState.Scheduled => AirflowMetrics.TasksScheduled,
        TaskState.Queued => AirflowMetrics.TasksQueued,
        TaskState.Running => AirflowMetrics.TasksRunning,
        _ => AirflowMetrics.TasksDeferred,
    };
}
