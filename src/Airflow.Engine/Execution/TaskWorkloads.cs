using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Telemetry;

namespace Airflow.Engine.Execution;

/// <summary>Makes of a stored try what an executor is told of it, for workers that were given no more than its id.</summary>
public sealed class TaskWorkloads(SchedulerStores stores, DagVersionCache versions)
{
    public async Task<TaskWorkload> OfAsync(TaskInstance row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return await OfAsync(row, await stores.Runs.FindAsync(row.Key.DagId, row.Key.RunId, cancellationToken), cancellationToken);
    }

    public async Task<TaskWorkload> OfAsync(TaskInstance row, DagRun? run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        var dag = (row.DagVersionId ?? run?.CreatedDagVersionId) is { } version ? await versions.FindAsync(version, cancellationToken) : null;
        return Of(row, run, dag);
    }

    private static TaskWorkload Of(TaskInstance row, DagRun? run, ScheduledDag? dag) => new()
    {
        Id = row.Id,
        Key = row.Key,
        TryNumber = row.TryNumber,
        DagVersionId = dag?.Version.Id ?? row.DagVersionId ?? Guid.Empty,
        Queue = row.Queue,
        Pool = row.Pool,
        PoolSlots = row.PoolSlots,
        PriorityWeight = row.PriorityWeight,
        BundleName = dag?.Version.BundleName ?? "",
        BundleVersion = run?.BundleVersion ?? dag?.Version.BundleVersion ?? "",
        DagRelPath = dag?.RelativeFileLocation ?? "",
        LogPath = LogPaths.For(row.Key, row.TryNumber),
        ExecutionTimeout = dag is not null && dag.Graph.TryGetIndex(row.Key.TaskId, out var task) ? dag.Graph.Settings(task).ExecutionTimeout : null,
        TraceParent = AirflowTraces.ParentOf(run, row.Id),
    };
}
