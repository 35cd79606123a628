using Airflow.Engine.Coordination;
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
    private readonly InstanceSelection selection = new(stores, versions, clock);

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

    /// <summary>Has a run go on, without clearing anything: tasks that its version of the DAG has and the run has not are added when it is taken.</summary>
    /// <exception cref="AirflowException">There is no such DAG or run.</exception>
    public async Task QueueAsync(string dagId, string runId, bool onLatestVersion, CancellationToken cancellationToken)
    {
        var dag = await selection.FindDagAsync(dagId, cancellationToken);
        while (true)
        {
            var run = await selection.FindRunAsync(dagId, runId, cancellationToken);
            var after = ClearedRun.Of(run.State, RunState.Queued);
            var version = onLatestVersion ? new RunVersion(dag.Version.Id, await LatestCodeAsync(dag, cancellationToken)) : null;
            var change = new StateChange { Runs = [new RunChange(run.Id, run.State, after.State, clock.GetUtcNow()) { Version = version }], BrokenLeases = [run.Id] };
            if ((await stores.Writer.WriteAsync(change, cancellationToken)).IsApplied)
            {
                wake.Wake("runs");
                return;
            }
        }
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
        var dag = await selection.FindDagAsync(request.DagId, cancellationToken);
        foreach (var run in await selection.FindRunsAsync(request, cancellationToken))
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
            var after = ClearedRun.Of(current.State, request.ResetsRuns ? RunState.Queued : null);
            var version = request.OnLatestVersion ? new RunVersion(dag.Version.Id, await LatestCodeAsync(dag, cancellationToken)) : null;
            var change = new StateChange
            {
                Tasks = [.. tasks.Select(task => InstanceSelection.Clear(task, dag, request.OnLatestVersion, now))],
                // also when the run stays as it is: if it ends in between, nobody would look at what was cleared
                Runs = after.State.IsFinished() ? [] : [new RunChange(current.Id, current.State, after.State, now) { Version = version }],
                BrokenLeases = [current.Id],
            };
            if ((await stores.Writer.WriteAsync(change, cancellationToken)).IsApplied)
            {
                return tasks;
            }
        }
    }

    private async Task<IReadOnlyList<TaskInstance>> SelectAsync(ClearRequest request, ScheduledDag dag, DagRun run, CancellationToken cancellationToken) =>
        InstanceSelection.Select(request, dag, await stores.Tasks.ListForRunAsync(run.DagId, run.RunId, cancellationToken));

    /// <summary>Other files than the DAG's own may have changed since its last version.</summary>
    private async Task<string?> LatestCodeAsync(ScheduledDag dag, CancellationToken cancellationToken) =>
        (await stores.Dags.FindAsync(dag.Version.DagId, cancellationToken))?.BundleVersion ?? dag.Version.BundleVersion;
}
