using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// Scheduled task instances of all runs, offered by priority, then age of the run. Groups that cannot give anything now (pool full, run at
/// max_active_tasks) are not looked at, so a run with 50,000 ready tasks and a cap of 16 costs the others nothing.
/// </summary>
internal sealed class ReadyQueue
{
    private readonly Dictionary<string, SortedSet<ReadyGroup>> pools = new(StringComparer.Ordinal);
    private readonly Dictionary<(string DagId, string TaskId), List<TaskSlot>> parked = [];
    private readonly Dictionary<(string DagId, string TaskId), int> executingPerDag = [];
    private readonly Dictionary<TaskSlot, RunBoard> parkedBoards = [];
    private long sequence;

    /// <summary>Somebody waits for room in a pool or an executor.</summary>
    public bool IsWaiting => pools.Values.Any(groups => groups.Count > 0);

    public void Add(RunBoard board, TaskSlot slot)
    {
        if (!board.ReadyGroups.TryGetValue(slot.Pool, out var group))
        {
            board.ReadyGroups[slot.Pool] = group = new ReadyGroup(board, slot.Pool, ++sequence);
        }

        Withdraw(group);
        group.Add(slot);
        Offer(group);
    }

    /// <summary>The run may have room again.</summary>
    public void Refresh(RunBoard board)
    {
        foreach (var group in board.ReadyGroups.Values)
        {
            Withdraw(group);
            Offer(group);
        }
    }

    public void Remove(RunBoard board)
    {
        foreach (var group in board.ReadyGroups.Values)
        {
            Withdraw(group);
        }

        board.ReadyGroups.Clear();
        foreach (var slot in parkedBoards.Where(pair => pair.Value == board).Select(pair => pair.Key).ToList())
        {
            parkedBoards.Remove(slot);
            parked.GetValueOrDefault(KeyOf(board, slot))?.Remove(slot);
        }
    }

    /// <summary>Counts executing instances of tasks that have a limit of their own, and brings parked ones back when there is room.</summary>
    public void CountExecuting(RunBoard board, TaskSlot slot, int delta)
    {
        if (board.Dag.Graph.Settings(slot.TaskIndex).MaxActiveTisPerDag is null && board.Dag.Graph.Settings(slot.TaskIndex).MaxActiveTisPerDagrun is null)
        {
            return;
        }

        var key = KeyOf(board, slot);
        executingPerDag[key] = executingPerDag.GetValueOrDefault(key) + delta;
        if (delta < 0 && parked.Remove(key, out var waiting))
        {
            foreach (var parkedSlot in waiting)
            {
                if (parkedBoards.Remove(parkedSlot, out var parkedBoard))
                {
                    Add(parkedBoard, parkedSlot);
                }
            }
        }
    }

    /// <summary>Takes the best slot that limits and pools allow; false when there is none.</summary>
    public bool TryTake(PoolBoard poolBoard, out RunBoard board, out TaskSlot slot)
    {
        while (FindBest(poolBoard) is { } group)
        {
            Withdraw(group);
            slot = group.Take();
            board = group.Board;
            if (slot.State != TaskState.Scheduled)
            {
                // skipped meanwhile, by a branch or because the run is being stopped
                Offer(group);
                continue;
            }

            if (!IsWithinTaskLimits(board, slot))
            {
                Park(board, slot);
                Offer(group);
                continue;
            }

            return true;
        }

        (board, slot) = (null!, null!);
        return false;
    }

    private static (string DagId, string TaskId) KeyOf(RunBoard board, TaskSlot slot) => (board.Run.DagId, board.Dag.Graph.TaskId(slot.TaskIndex));

    private ReadyGroup? FindBest(PoolBoard poolBoard)
    {
        ReadyGroup? best = null;
        foreach (var (pool, groups) in pools)
        {
            var open = poolBoard.Open(pool);
            if (groups.Count == 0 || open <= 0)
            {
                continue;
            }

            // a head that needs more slots than are free keeps its place: smaller ones of later groups may pass it
            foreach (var group in groups)
            {
                if (group.Head.PoolSlots <= open)
                {
                    best = best is null || group.Order.CompareTo(best.Order) < 0 ? group : best;
                    break;
                }
            }
        }

        return best;
    }

    private bool IsWithinTaskLimits(RunBoard board, TaskSlot slot)
    {
        var settings = board.Dag.Graph.Settings(slot.TaskIndex);
        if (settings.MaxActiveTisPerDag is { } perDag && executingPerDag.GetValueOrDefault(KeyOf(board, slot)) >= perDag)
        {
            return false;
        }

        return settings.MaxActiveTisPerDagrun is not { } perRun
            || board.SlotsOf(slot.TaskIndex).Count(other => other.State.IsExecuting()) < perRun;
    }

    private void Park(RunBoard board, TaskSlot slot)
    {
        var key = KeyOf(board, slot);
        if (!parked.TryGetValue(key, out var list))
        {
            parked[key] = list = [];
        }

        list.Add(slot);
        parkedBoards[slot] = board;
    }

    private void Offer(ReadyGroup group)
    {
        if (group.Count == 0 || group.Board.Executing >= group.Board.Dag.MaxActiveTasks)
        {
            return;
        }

        group.Order = (-group.Head.Priority, group.Board.Run.RunAfter, group.Sequence);
        group.IsOffered = true;
        if (!pools.TryGetValue(group.Pool, out var groups))
        {
            pools[group.Pool] = groups = new SortedSet<ReadyGroup>(Comparer<ReadyGroup>.Create((left, right) => left.Order.CompareTo(right.Order)));
        }

        groups.Add(group);
    }

    private void Withdraw(ReadyGroup group)
    {
        if (group.IsOffered)
        {
            pools[group.Pool].Remove(group);
            group.IsOffered = false;
        }
    }
}
