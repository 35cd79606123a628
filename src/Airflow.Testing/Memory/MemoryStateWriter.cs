using Airflow.Engine.Execution;
using Airflow.Engine.Holding;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Memory;

/// <summary>Applies a change whole or not at all: it is tried on copies, which replace the rows when nothing refused.</summary>
internal sealed class MemoryStateWriter(MemoryDatabase database) : IStateWriter
{
    public Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(Apply(change));
        }
    }

    private bool IsLost(RunLease fence) =>
        !database.Leases.TryGetValue(fence.DagRunId, out var lease) || lease.Owner != fence.Owner || lease.Epoch != fence.Epoch;

    /// <summary>A new task instance that somebody else made meanwhile.</summary>
    private TaskInstance? FindTwin(StateChange change)
    {
        if (change.NewTasks.Count == 0)
        {
            return null;
        }

        var taken = database.Tasks.Values.Where(task => !change.RemovedTasks.Contains(task.Id)).Select(task => task.Key).ToHashSet();
        return change.NewTasks.FirstOrDefault(task => taken.Contains(task.Key));
    }

    private static bool IsAsExpected(TaskInstance row, TaskChange change) =>
        row.State == change.From && (change is not TaskClaim { QueuedAt: { } queuedAt } || row.QueuedAt == queuedAt);

    private StateResult Apply(StateChange change)
    {
        if (change.Fences.Any(IsLost))
        {
            return new StateResult(StateRefusal.LeaseLost, change.Fences.First(IsLost).DagRunId.ToString());
        }

        if (FindTwin(change) is { } twin)
        {
            return new StateResult(StateRefusal.TaskMoved, twin.Id.ToString());
        }

        var suspended = new List<(Guid Id, SuspensionTrigger Trigger)>();
        var staged = change.NewTasks.ToDictionary(task => task.Id);
        foreach (var task in change.Tasks)
        {
            if ((staged.GetValueOrDefault(task.Id) ?? database.Tasks.GetValueOrDefault(task.Id)) is not { } row || !IsAsExpected(row, task))
            {
                return new StateResult(StateRefusal.TaskMoved, task.Id.ToString());
            }

            staged[task.Id] = TaskRows.After(row, task);
            suspended.AddRange(task is TaskEnd { Suspension.Trigger: { } trigger } ? [(task.Id, trigger)] : []);
        }

        if (change.Runs.FirstOrDefault(run => !database.Runs.TryGetValue(run.DagRunId, out var row) || row.State != run.From) is { } moved)
        {
            return new StateResult(StateRefusal.RunMoved, moved.DagRunId.ToString());
        }

        if (change.Holds.FirstOrDefault(hold => hold.TaskId is { } id && !staged.ContainsKey(id) && !database.Tasks.ContainsKey(id)) is { } gone)
        {
            return new StateResult(StateRefusal.TaskMoved, gone.TaskId.ToString());
        }

        if (FindFullPool(change.Tasks) is { } pool)
        {
            return new StateResult(StateRefusal.PoolFull, pool);
        }

        foreach (var (id, trigger) in suspended)
        {
            var triggerId = database.Triggers.Count + 1L;
            database.Triggers[triggerId] = trigger;
            staged[id] = staged[id] with { TriggerId = triggerId };
        }

        Store(change, staged);
        return StateResult.Applied;
    }

    private string? FindFullPool(IReadOnlyList<TaskChange> tasks)
    {
        foreach (var group in tasks.GroupBy(task => task.Pool))
        {
            var delta = group.Sum(task => ((task.To.IsExecuting() ? 1 : 0) - (task.From.IsExecuting() ? 1 : 0)) * task.PoolSlots);
            if (delta > 0 && database.Pools.TryGetValue(group.Key, out var pool) && pool.Slots >= 0 && database.Occupied(group.Key) + delta > pool.Slots)
            {
                return group.Key;
            }
        }

        return null;
    }

    private void Store(StateChange change, Dictionary<Guid, TaskInstance> staged)
    {
        foreach (var removed in change.RemovedTasks)
        {
            database.Tasks.Remove(removed);
        }

        StoreRows(staged);
        foreach (var runId in change.BrokenLeases)
        {
            database.BreakLease(runId);
        }

        StoreHolds(change.Holds);
        foreach (var xcom in change.XComs)
        {
            database.XComs[xcom.Key] = xcom;
        }

        foreach (var callback in change.Callbacks)
        {
            database.Outbox.TryAdd(callback.Key, new MemoryCallback { Event = callback });
        }

        StoreRuns(change.Runs);
    }

    private void StoreRows(Dictionary<Guid, TaskInstance> staged)
    {
        foreach (var (id, row) in staged)
        {
            if (row.Id != id && database.Tasks.Remove(id, out var ended))
            {
                database.History.Add(ended with { State = row.State, EndDate = row.EndDate });
            }

            if (row.State == TaskState.UpForReschedule)
            {
                var facts = database.Reschedules.GetValueOrDefault(row.Id);
                database.Reschedules[row.Id] = new RescheduleFacts(facts.Count + 1, facts.FirstStart ?? row.StartDate);
            }

            database.Tasks[row.Id] = row;
        }
    }

    private void StoreHolds(IReadOnlyList<HoldChange> holds)
    {
        foreach (var (runId, taskId, hold) in holds)
        {
            if (taskId is { } id)
            {
                database.Tasks[id] = database.Tasks[id] with { Hold = hold };
            }
            else
            {
                database.Runs[runId] = database.Runs[runId] with { Hold = hold };
            }
        }
    }

    private void StoreRuns(IReadOnlyList<RunChange> runs)
    {
        foreach (var run in runs)
        {
            var row = database.Runs[run.DagRunId];
            database.Runs[run.DagRunId] = row with
            {
                State = run.To,
                CreatedDagVersionId = run.Version?.DagVersionId ?? row.CreatedDagVersionId,
                BundleVersion = run.Version is { } version ? version.BundleVersion : row.BundleVersion,
                EndDate = run.To.IsFinished() ? run.At : null,
                ClearNumber = row.ClearNumber + (run.From.IsFinished() && !run.To.IsFinished() ? 1 : 0),
            };
            if (run.To.IsFinished())
            {
                database.Leases.Remove(run.DagRunId);
            }
        }
    }
}
