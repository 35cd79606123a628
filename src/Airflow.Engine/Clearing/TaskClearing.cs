using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Clearing;

/// <summary>
/// Clears task instances so that they run again. Each run is one atomic change: instances are compared and set, so what moves meanwhile
/// is read again; a run that somebody holds is taken from its holder, who reads it anew. What runs is stopped first and then restarted.
/// </summary>
public sealed class TaskClearing(SchedulerStores stores, DagVersionCache versions, IWakeSignal wake, TimeProvider clock)
{
    /// <summary>What a request would clear, by run and then in the order of the tasks.</summary>
    /// <exception cref="AirflowException">There is no such DAG, task or run.</exception>
    public async Task<IReadOnlyList<TaskInstance>> SelectAsync(ClearRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return [.. (await PlanAsync(request, cancellationToken)).SelectMany(part => part.Tasks)];
    }

    /// <summary>Clears; returns the instances as they were.</summary>
    /// <exception cref="AirflowException">There is no such DAG, task or run.</exception>
    public async Task<IReadOnlyList<TaskInstance>> ClearAsync(ClearRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cleared = new List<TaskInstance>();
        foreach (var part in await PlanAsync(request, cancellationToken))
        {
            cleared.AddRange(await ClearRunAsync(part.Request, part.Dag, part.Run, cancellationToken));
        }

        if (cleared.Count > 0)
        {
            wake.Wake("runs");
        }

        return cleared;
    }

    /// <summary>The request by runs, and after each what the markers among its tasks want of other DAGs; nothing is cleared when that goes too far.</summary>
    private async Task<List<ClearPart>> PlanAsync(ClearRequest request, CancellationToken cancellationToken)
    {
        var parts = new List<ClearPart>();
        await PlanAsync(request, new ExternalMarkers(stores, clock), parts, depth: 0, maxDepth: null, cancellationToken);
        return parts;
    }

    private async Task PlanAsync(ClearRequest request, ExternalMarkers markers, List<ClearPart> parts, int depth, int? maxDepth, CancellationToken cancellationToken)
    {
        var dag = await FindDagAsync(request.DagId, cancellationToken);
        foreach (var run in await FindRunsAsync(request, cancellationToken))
        {
            var tasks = await SelectAsync(request, dag, run, cancellationToken);
            parts.Add(new ClearPart(request, dag, run, tasks));
            foreach (var (target, limit) in await markers.FollowAsync(dag, run, tasks, depth, maxDepth, cancellationToken))
            {
                await PlanAsync(target, markers, parts, depth + 1, limit, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<TaskInstance>> ClearRunAsync(ClearRequest request, ScheduledDag dag, DagRun run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await stores.Runs.FindAsync(run.DagId, run.RunId, cancellationToken);
            var tasks = await SelectAsync(request, dag, run, cancellationToken);
            if (current is null || tasks.Count == 0)
            {
                return [];
            }

            var now = clock.GetUtcNow();
            var after = ClearedRun.Of(current.State, RunState.Queued);
            var change = new StateChange
            {
                Tasks = [.. tasks.Select(task => Change(task, dag, request.OnLatestVersion, now))],
                // also when the run stays as it is: if it ends in between, nobody would look at what was cleared
                Runs = [new RunChange(current.Id, current.State, after.State, now)],
                BrokenLeases = [current.Id],
            };
            if ((await stores.Writer.WriteAsync(change, cancellationToken)).IsApplied)
            {
                return tasks;
            }
        }
    }

    private static TaskChange Change(TaskInstance task, ScheduledDag dag, bool onLatestVersion, DateTimeOffset now)
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

    private async Task<ScheduledDag> FindDagAsync(string dagId, CancellationToken cancellationToken)
    {
        var record = await stores.Dags.FindAsync(dagId, cancellationToken);
        var dag = record?.LatestVersionId is { } id ? await versions.FindAsync(id, cancellationToken) : null;
        return dag ?? throw new AirflowException("dag_not_found", $"Dag with dag_id: '{dagId}' not found");
    }

    private async Task<IReadOnlyList<DagRun>> FindRunsAsync(ClearRequest request, CancellationToken cancellationToken)
    {
        if (request.RunIds is null)
        {
            var filter = new RunFilter { DagId = request.DagId, LogicalDateFrom = request.From, LogicalDateTo = request.To, NewestFirst = false };
            return await stores.Runs.ListAsync(filter, cancellationToken);
        }

        var runs = new Dictionary<int, DagRun>();
        foreach (var runId in request.RunIds)
        {
            var run = await stores.Runs.FindAsync(request.DagId, runId, cancellationToken)
                ?? throw new AirflowException("run_not_found", $"DagRun for {request.DagId} with run_id of {runId} not found");
            foreach (var other in await WithNeighboursAsync(request, run, cancellationToken))
            {
                runs[other.Id] = other;
            }
        }

        return [.. runs.Values.OrderBy(run => run.RunAfter).ThenBy(run => run.Id)];
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
        return await stores.Runs.ListAsync(filter, cancellationToken);
    }

    private async Task<IReadOnlyList<TaskInstance>> SelectAsync(ClearRequest request, ScheduledDag dag, DagRun run, CancellationToken cancellationToken)
    {
        var wanted = request.TaskIds is null ? null : Tasks(request, dag);
        var tasks = await stores.Tasks.ListForRunAsync(run.DagId, run.RunId, cancellationToken);
        return [.. tasks
            .Where(task => (wanted is null || wanted.Contains(task.Key.TaskId)) && request.Wants(task))
            .OrderBy(task => dag.Graph.TryGetIndex(task.Key.TaskId, out var index) ? index : int.MaxValue).ThenBy(task => task.Key.MapIndex)];
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
}
