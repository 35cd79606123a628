using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Marking;

/// <summary>
/// Gives task instances and runs a state by hand. Each run is one atomic change against what is there: a try that runs and is marked is over,
/// its process is stopped and its result refused; a run that somebody holds is taken from its holder, who reads it anew. Nobody is called
/// back, as in Airflow.
/// </summary>
public sealed class StateMarking(SchedulerStores stores, DagVersionCache versions, IWakeSignal wake, TimeProvider clock)
{
    private readonly InstanceSelection selection = new(stores, versions, clock);

    /// <summary>What a request would change.</summary>
    /// <exception cref="AirflowException">There is no such DAG, run or task, or the state cannot be given by hand.</exception>
    public Task<IReadOnlyList<MarkedTask>> SelectAsync(MarkRequest request, CancellationToken cancellationToken) =>
        ForEachRunAsync(request, async (dag, run) => MarkPlan.OfTasks(request, dag, (await selection.ListAsync(run, cancellationToken)).All), cancellationToken);

    /// <summary>Marks; returns the instances as they were, with the states that they have now.</summary>
    /// <exception cref="AirflowException">There is no such DAG, run or task, or the state cannot be given by hand.</exception>
    public async Task<IReadOnlyList<MarkedTask>> MarkAsync(MarkRequest request, CancellationToken cancellationToken)
    {
        var marked = await ForEachRunAsync(
            request,
            (dag, run) => WriteAsync(dag, run, request.User, all => (MarkPlan.OfTasks(request, dag, all), null), cancellationToken),
            cancellationToken);
        wake.Wake("runs");
        return marked;
    }

    /// <summary>What marking the run would change of its task instances.</summary>
    /// <exception cref="AirflowException">There is no such DAG or run, or the state cannot be given by hand.</exception>
    public async Task<IReadOnlyList<MarkedTask>> SelectRunAsync(string dagId, string runId, RunState state, CancellationToken cancellationToken)
    {
        var dag = await selection.FindDagAsync(dagId, cancellationToken);
        var run = await selection.FindRunAsync(dagId, runId, cancellationToken);
        Check(state);
        return MarkPlan.OfRun(state, dag, (await selection.ListAsync(run, cancellationToken)).All).Tasks;
    }

    /// <summary>Marks a run; returns the instances that changed with it.</summary>
    /// <exception cref="AirflowException">There is no such DAG or run, or the state cannot be given by hand.</exception>
    public async Task<IReadOnlyList<MarkedTask>> MarkRunAsync(string dagId, string runId, RunState state, string? user, CancellationToken cancellationToken)
    {
        var dag = await selection.FindDagAsync(dagId, cancellationToken);
        var run = await selection.FindRunAsync(dagId, runId, cancellationToken);
        Check(state);
        var marked = await WriteAsync(
            dag,
            run,
            user,
            all => MarkPlan.OfRun(state, dag, all) is { IsEnded: true } plan ? (plan.Tasks, state) : (MarkPlan.OfRun(state, dag, all).Tasks, null),
            cancellationToken);
        wake.Wake("runs");
        return marked;
    }

    private static void Check(RunState state)
    {
        if (state == RunState.Running)
        {
            throw new AirflowException("mark_state", "A run can be marked success, failed or queued; it is running when a scheduler takes it.");
        }
    }

    private async Task<IReadOnlyList<MarkedTask>> ForEachRunAsync(
        MarkRequest request, Func<ScheduledDag, DagRun, Task<IReadOnlyList<MarkedTask>>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.State is not (TaskState.Success or TaskState.Failed or TaskState.Skipped))
        {
            throw new AirflowException("mark_state", $"A task instance can be marked success, failed or skipped, not {request.State.Name() ?? "none"}; to have it run again, clear it.");
        }

        var dag = await selection.FindDagAsync(request.DagId, cancellationToken);
        var scope = new ClearRequest { DagId = request.DagId, RunIds = [request.RunId], IncludePast = request.IncludePast, IncludeFuture = request.IncludeFuture };
        var all = new List<MarkedTask>();
        foreach (var run in await selection.FindRunsAsync(scope, cancellationToken))
        {
            all.AddRange(await work(dag, run));
        }

        return all;
    }

    /// <summary>Plans and writes until nothing moved in between.</summary>
    private async Task<IReadOnlyList<MarkedTask>> WriteAsync(
        ScheduledDag dag,
        DagRun run,
        string? user,
        Func<IReadOnlyList<TaskInstance>, (IReadOnlyList<MarkedTask> Tasks, RunState? Run)> plan,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await selection.FindRunAsync(run.DagId, run.RunId, cancellationToken);
            var (all, added) = await selection.ListAsync(current, cancellationToken);
            var (tasks, state) = plan(all);
            var now = clock.GetUtcNow();
            var isReopened = state is null && current.State.IsFinished() && tasks.Any(item => item.To == TaskState.None);
            var after = isReopened ? RunState.Queued : state ?? current.State;
            if (tasks.Count == 0 && after == current.State)
            {
                return [];
            }

            var change = new StateChange
            {
                NewTasks = added,
                Tasks = [.. tasks.Select(item => Change(item, dag, user, now))],
                // also when a running run stays as it is: if it ends in between, nobody would look at what was marked
                Runs = after == current.State && current.State != RunState.Running ? [] : [new RunChange(current.Id, current.State, after, now)],
                BrokenLeases = [current.Id],
            };
            if ((await stores.Writer.WriteAsync(change, cancellationToken)).IsApplied)
            {
                return tasks;
            }
        }
    }

    private static TaskChange Change(MarkedTask item, ScheduledDag dag, string? user, DateTimeOffset now) => item.To == TaskState.None
        ? InstanceSelection.Clear(item.Task, dag, onLatestVersion: false, now)
        : new TaskMark(item.Task.Id, item.Task.State, item.To, item.Task.Pool, item.Task.PoolSlots)
        {
            At = now,
            Reason = $"Marked {item.To.Name()}{(user is null ? "" : $" by {user}")}.",
        };
}
