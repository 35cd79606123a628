using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Takes over what another process stored about a try of a run that this scheduler holds.</summary>
internal sealed class TryFollower(
    ReadyQueue ready, PoolBoard pools, ExecutingTries executing, PassPace pace, Action<RunBoard> include, Func<RunBoard, TaskSlot, TryOutcome, bool> endTry)
{
    /// <summary>Whether the slot moved.</summary>
    public bool Follow(RunBoard board, TaskSlot slot, TaskInstance row, DateTimeOffset now)
    {
        if (slot.State == row.State && slot.Id == row.Id)
        {
            return false;
        }

        if (slot.IsTouched)
        {
            // this pass has plans of its own for it, which the database will refuse: then the run is read anew
            include(board);
            return false;
        }

        Count(board, slot, row);
        if (!row.State.IsExecuting() && row.StartDate - row.QueuedAt is { } line)
        {
            pace.Note(line, now);
        }

        if (slot.Id != row.Id)
        {
            board.Rename(slot, row.Id);
        }

        board.Move(slot, row.State);
        slot.Follow(row);
        ready.Refresh(board);
        include(board);
        if (row.State == TaskState.Failed && board.Dag.IsFailFast && board.RunChanges.Count == 0)
        {
            RunStops.FailFast(board, slot, row.EndDate ?? now, endTry);
        }

        return true;
    }

    private void Count(RunBoard board, TaskSlot slot, TaskInstance row)
    {
        var change = (row.State.IsExecuting() ? 1 : 0) - (slot.State.IsExecuting() ? 1 : 0);
        if (change != 0)
        {
            executing.Add(board, slot, change);
            pools.Add(slot.Pool, row.State == TaskState.Deferred && pools.CountsDeferred(slot.Pool) ? 0 : change * slot.PoolSlots);
        }
    }
}
