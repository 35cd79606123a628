using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Simulation;

/// <summary>What must hold after every commit, whatever crashed or went astray before it.</summary>
internal sealed class SimulationChecks(MemoryDatabase database, VirtualWorld world)
{
    private readonly Dictionary<TaskInstanceKey, TaskState> ended = [];
    private readonly Dictionary<Guid, int> started = [];
    private readonly Dictionary<Guid, SimulatedNode> active = [];

    /// <summary>Commits that were looked at.</summary>
    public int Commits { get; private set; }

    public void AfterCall(SimulatedNode node, string method, object?[] arguments, object? result)
    {
        if (arguments is [StateChange change, ..] && result is StateResult written)
        {
            NoteChange(node, change, written);
            if (written.IsApplied)
            {
                Commits++;
                CheckLeases(change);
                CheckAll(node);
            }
        }
        else if (result is IReadOnlyList<LeasedRun> { Count: > 0 } leased)
        {
            world.OnEvent?.Invoke(node.Name, $"took {string.Join(", ", leased.Select(run => $"{run.Run.DagId} {run.Run.RunId} (epoch {run.Lease.Epoch})"))}");
            CheckAll(node);
        }
        else if (method.StartsWith("Create", StringComparison.Ordinal))
        {
            world.OnEvent?.Invoke(node.Name, $"{method}: {result}");
        }
    }

    /// <summary>A worker is about to run the code of a try that it has claimed.</summary>
    public void CodeStarts(SimulatedNode node, TaskWorkload workload)
    {
        world.Note(node, $"runs {workload.Key} try {workload.TryNumber}");
        var parts = 1 + database.Reschedules.GetValueOrDefault(workload.Id).Count;
        var count = started[workload.Id] = started.GetValueOrDefault(workload.Id) + 1;
        if (count > parts || (active.TryGetValue(workload.Id, out var other) && !other.IsDead))
        {
            Fail($"{workload.Key} try {workload.TryNumber} was started twice");
        }

        active[workload.Id] = node;
    }

    public void CodeEnds(TaskWorkload workload) => active.Remove(workload.Id);

    public bool IsCodeStarted(Guid id) => active.ContainsKey(id);

    public void Fail(string what) => world.Fail(new SimulationFailedException(what));

    private void NoteChange(SimulatedNode node, StateChange change, StateResult result)
    {
        if (world.OnEvent is not { } note)
        {
            return;
        }

        var tasks = change.Tasks.Select(task => $"{(database.Tasks.GetValueOrDefault(task.Id) ?? change.NewTasks.FirstOrDefault(row => row.Id == task.Id))?.Key.ToString() ?? "a try that is over"} {task.From}->{task.To}");
        var runs = change.Runs.Select(run => $"run {database.Runs.GetValueOrDefault(run.DagRunId)?.RunId} {run.From}->{run.To}");
        note(node.Name, $"{(result.IsApplied ? "wrote" : $"was refused ({result.Refusal})")}: {string.Join("; ", tasks.Concat(runs))}{(change.NewTasks.Count > 0 ? $" + {change.NewTasks.Count} new" : "")}");
    }

    /// <summary>Whoever decides about a run holds it; a change that ends the run ends the lease, too.</summary>
    private void CheckLeases(StateChange change)
    {
        foreach (var fence in change.Fences)
        {
            if (database.Leases.TryGetValue(fence.DagRunId, out var lease) && (lease.Owner != fence.Owner || lease.Epoch != fence.Epoch))
            {
                var run = database.Runs[fence.DagRunId];
                Fail($"{fence.Owner} decided about {run.DagId} {run.RunId} with epoch {fence.Epoch}, and {(lease.Owner.Length == 0 ? "nobody" : lease.Owner)} holds epoch {lease.Epoch}");
            }
        }
    }

    private void CheckAll(SimulatedNode node)
    {
        CheckEnded(node);
        CheckPools();
        CheckRuns();
    }

    /// <summary>What has ended stays as it is, unless a user clears or marks it.</summary>
    private void CheckEnded(SimulatedNode node)
    {
        foreach (var task in database.Tasks.Values)
        {
            if (ended.TryGetValue(task.Key, out var state) && state != task.State)
            {
                ended.Remove(task.Key);
                if (node.Name != VirtualCluster.UserName)
                {
                    Fail($"{task.Key} had ended as {state.Name()} and is {task.State.Name() ?? "none"} now");
                }
            }

            if (task.State.IsFinished())
            {
                ended[task.Key] = task.State;
            }
        }
    }

    private void CheckPools()
    {
        foreach (var pool in database.Pools.Values)
        {
            var occupied = database.Occupied(pool.Name);
            if (pool.Slots >= 0 && occupied > pool.Slots)
            {
                Fail($"pool {pool.Name} has {pool.Slots} slots, and {occupied} are occupied");
            }
        }
    }

    private void CheckRuns()
    {
        var executing = new Dictionary<(string, string), int>();
        foreach (var task in database.Tasks.Values)
        {
            if (task.State.IsExecuting())
            {
                executing[(task.Key.DagId, task.Key.RunId)] = executing.GetValueOrDefault((task.Key.DagId, task.Key.RunId)) + 1;
            }
        }

        foreach (var ((dagId, runId), count) in executing)
        {
            if (count > database.Dags[dagId].MaxActiveTasks)
            {
                Fail($"{dagId} {runId} has {count} executing tasks; max_active_tasks is {database.Dags[dagId].MaxActiveTasks}");
            }
        }

        foreach (var dag in database.Dags.Values)
        {
            var running = database.Runs.Values.Count(run => run.DagId == dag.DagId && run.State == RunState.Running);
            if (running > dag.MaxActiveRuns)
            {
                Fail($"{dag.DagId} has {running} running runs; max_active_runs is {dag.MaxActiveRuns}");
            }
        }
    }
}
