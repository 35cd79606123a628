using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Clearing;

/// <summary>Finds the runs and task instances that a request means, for all that people do to them.</summary>
internal sealed class InstanceSelection(SchedulerStores stores, DagVersionCache versions, TimeProvider clock)
{
    /// <summary>The latest version of the DAG.</summary>
    /// <exception cref="AirflowException">There is no such DAG.</exception>
    public async Task<ScheduledDag> FindDagAsync(string dagId, CancellationToken cancellationToken)
    {
        var record = await stores.Dags.FindAsync(dagId, cancellationToken);
        var dag = record?.LatestVersionId is { } id ? await versions.FindAsync(id, cancellationToken) : null;
        return dag ?? throw new AirflowException("dag_not_found", $"Dag with dag_id: '{dagId}' not found");
    }

    /// <summary>The runs that the request names, with their neighbours as it says.</summary>
    /// <exception cref="AirflowException">There is no such run.</exception>
    public async Task<IReadOnlyList<DagRun>> FindRunsAsync(ClearRequest request, CancellationToken cancellationToken)
    {
        if (request.RunIds is null)
        {
            var filter = new RunFilter { DagId = request.DagId, LogicalDateFrom = request.From, LogicalDateTo = request.To, NewestFirst = false };
            return await stores.Runs.ListAsync(filter, cancellationToken);
        }

        var runs = new Dictionary<int, DagRun>();
        foreach (var runId in request.RunIds)
        {
            foreach (var other in await WithNeighboursAsync(request, await FindRunAsync(request.DagId, runId, cancellationToken), cancellationToken))
            {
                runs[other.Id] = other;
            }
        }

        return [.. runs.Values.OrderBy(run => run.RunAfter).ThenBy(run => run.Id)];
    }

    /// <exception cref="AirflowException">There is no such run.</exception>
    public async Task<DagRun> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        await stores.Runs.FindAsync(dagId, runId, cancellationToken)
        ?? throw new AirflowException("run_not_found", $"DagRun for {dagId} with run_id of {runId} not found");

    /// <summary>The instances of a run that the request means, in the order of the tasks.</summary>
    public static IReadOnlyList<TaskInstance> Select(ClearRequest request, ScheduledDag dag, IReadOnlyList<TaskInstance> tasks)
    {
        var wanted = request.TaskIds is null ? null : Tasks(request, dag);
        return [.. tasks
            .Where(task => (wanted is null || wanted.Contains(task.Key.TaskId)) && request.Wants(task))
            .OrderBy(task => dag.Graph.TryGetIndex(task.Key.TaskId, out var index) ? index : int.MaxValue).ThenBy(task => task.Key.MapIndex)];
    }

    /// <summary>
    /// The instances of a run; for one that has not started, those that its start would make (the second list), so that they can be
    /// changed before.
    /// </summary>
    public async Task<(IReadOnlyList<TaskInstance> All, IReadOnlyList<TaskInstance> New)> ListAsync(DagRun run, CancellationToken cancellationToken)
    {
        var stored = await stores.Tasks.ListForRunAsync(run.DagId, run.RunId, cancellationToken);
        if (stored.Count > 0)
        {
            return (stored, []);
        }

        var board = await new RunLoader(versions, stores.Dags, clock).LoadAsync(new LeasedRun(run, new RunLease(run.Id, "", 0), []), cancellationToken);
        List<TaskInstance> made = [.. board?.AllSlots().Select(slot => slot.Insert).OfType<TaskInstance>().SelectMany(row => Expanded(row, board.Dag)) ?? []];
        return (made, made);
    }

    /// <summary>A task that is mapped over values of the DAG file has its instances from the start; others wait for results.</summary>
    private IEnumerable<TaskInstance> Expanded(TaskInstance row, ScheduledDag dag)
    {
        var task = dag.Graph.IndexOf(row.Key.TaskId);
        var length = dag.Graph.MappedGroupOf(task) < 0 && dag.Graph.Settings(task).ExpandInput is { } input ? MappedLengths.Of(input, static _ => null) : null;
        return length is > 0
            ? Enumerable.Range(0, length.Value).Select(index => row with { Id = index == 0 ? row.Id : Guid.CreateVersion7(clock.GetUtcNow()), Key = row.Key with { MapIndex = index } })
            : [row];
    }

    /// <summary>Clears one instance.</summary>
    public static TaskChange Clear(TaskInstance task, ScheduledDag dag, bool onLatestVersion, DateTimeOffset now)
    {
        var retries = dag.Graph.TryGetIndex(task.Key.TaskId, out var index) ? dag.Graph.Settings(index).Retries : (int?)null;
        var cleared = ClearedTask.Of(task.State, task.TryNumber, task.MaxTries, retries);
        return cleared.State == TaskState.Restarting
            ? new TaskRestart(task.Id, task.Pool, task.PoolSlots) { At = now }
            : new TaskClear(task.Id, task.State, task.Pool, task.PoolSlots)
            {
                At = now,
                NewId = cleared.IsNewTry && task.TryNumber > 0 ? Guid.CreateVersion7(now) : null,
                MaxTries = cleared.MaxTries,
                DagVersionId = onLatestVersion ? dag.Version.Id : null,
            };
    }

    private static HashSet<string> Tasks(ClearRequest request, ScheduledDag dag)
    {
        var graph = dag.Graph;
        var unknown = request.TaskIds!.FirstOrDefault(taskId => !graph.TryGetIndex(taskId, out _));
        if (unknown is not null)
        {
            throw new AirflowException("task_not_found", $"Task {unknown} not found in DAG {request.DagId}. It has: {string.Join(", ", Enumerable.Range(0, graph.Count).Select(graph.TaskId).Take(20))}.");
        }

        var options = new DagSubsetOptions { IncludeUpstream = request.IncludeUpstream, IncludeDownstream = request.IncludeDownstream };
        return [.. DagSubset.Select(graph, request.TaskIds!.Select(graph.IndexOf), options).Select(graph.TaskId)];
    }

    private async Task<IReadOnlyList<DagRun>> WithNeighboursAsync(ClearRequest request, DagRun run, CancellationToken cancellationToken)
    {
        if (run.LogicalDate is not { } date || !(request.IncludePast || request.IncludeFuture))
        {
            return [run];
        }

        var filter = new RunFilter
        {
            DagId = run.DagId,
            LogicalDateFrom = request.IncludePast ? null : date,
            LogicalDateTo = request.IncludeFuture ? null : date,
        };
        return [.. (await stores.Runs.ListAsync(filter, cancellationToken)).Where(other => other.LogicalDate is not null)];
    }
}
