using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Turns what a pass decided about a run into one atomic change.</summary>
internal static class PassCommit
{
    public static StateChange Build(RunBoard board, DateTimeOffset now, int? jobId)
    {
        List<TaskInstance>? inserts = null;
        var changes = new List<TaskChange>(board.Touched.Count);
        foreach (var slot in board.Touched)
        {
            if (slot.Insert is { } row)
            {
                (inserts ??= []).Add(row);
            }

            if (slot.End is { } end)
            {
                changes.Add(end);
            }
            else if (slot.State != slot.Committed)
            {
                changes.Add(Change(slot, now, jobId));
            }
        }

        return new StateChange
        {
            Fences = [board.Lease],
            NewTasks = inserts ?? [],
            RemovedTasks = board.RemovedIds.Count == 0 ? [] : [.. board.RemovedIds],
            Tasks = changes,
            XComs = board.XComs.Count == 0 ? [] : [.. board.XComs],
            Runs = board.RunChanges.Count == 0 ? [] : [.. board.RunChanges],
        };
    }

    private static TaskChange Change(TaskSlot slot, DateTimeOffset now, int? jobId) =>
        slot.State is TaskState.Scheduled or TaskState.Queued
            ? new TaskReady(slot.Id, slot.Committed, slot.State, slot.Pool, slot.PoolSlots)
            {
                At = now,
                TryNumber = slot.TryNumber,
                QueuedByJobId = slot.State == TaskState.Queued ? jobId : null,
            }
            : new TaskSettle(slot.Id, slot.Committed, slot.State, slot.Pool, slot.PoolSlots) { At = now };
}
