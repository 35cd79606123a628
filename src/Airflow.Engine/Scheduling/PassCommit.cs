using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Telemetry;

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
            // one statement instead of two: a great expansion is mostly this
            var isBornReady = slot is { Insert: not null, End: null, State: TaskState.Scheduled };
            if (slot.Insert is { } row)
            {
                AirflowMetrics.TasksCreated.Add(1, new KeyValuePair<string, object?>("task_type", row.Operator ?? ""));
                (inserts ??= []).Add(isBornReady ? row with { State = slot.State, TryNumber = slot.TryNumber, ScheduledAt = now } : row);
            }

            NoteRemoval(board, slot);
            if (!isBornReady && (slot.End ?? Move(slot, now, jobId)) is { } change)
            {
                changes.Add(change);
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
            Callbacks = Callbacks(board),
        };
    }

    /// <summary>A task that went from its DAG, or came back to it.</summary>
    private static void NoteRemoval(RunBoard board, TaskSlot slot)
    {
        var isRemoved = slot.State == TaskState.Removed;
        if (slot.Insert is null && isRemoved != (slot.Committed == TaskState.Removed))
        {
            (isRemoved ? AirflowMetrics.TasksRemoved : AirflowMetrics.TasksRestored).Add(1, new KeyValuePair<string, object?>("dag_id", board.Run.DagId));
        }
    }

    private static IReadOnlyList<CallbackEvent> Callbacks(RunBoard board)
    {
        List<CallbackEvent>? callbacks = null;
        foreach (var slot in board.Touched)
        {
            if (slot is { End: not null, Callback: { } callback })
            {
                (callbacks ??= []).Add(callback);
            }
        }

        foreach (var ended in board.RunChanges)
        {
            if (CallbackEvents.OfRun(board.Dag, board.Run, ended, board.Dag.HasCallbacks ? LastTask(board, ended) : null) is { } callback)
            {
                (callbacks ??= []).Add(callback);
            }
        }

        return callbacks ?? [];
    }

    /// <summary>The task that ended the run, as far as one did: the last that failed, or of a success the last of all.</summary>
    private static CallbackTask? LastTask(RunBoard board, RunChange ended)
    {
        TaskSlot? last = null;
        foreach (var slot in board.AllSlots().Where(slot => slot.TryNumber > 0))
        {
            var isFailure = slot.State == TaskState.Failed && ended.To == RunState.Failed;
            var isLastFailure = last?.State == TaskState.Failed && ended.To == RunState.Failed;
            if (last is null || (isFailure && !isLastFailure) || (isFailure == isLastFailure && slot.EndDate > last.EndDate))
            {
                last = slot;
            }
        }

        return last is null ? null : TryEnds.CallbackTaskOf(board, last);
    }

    private static TaskChange? Move(TaskSlot slot, DateTimeOffset now, int? jobId) => slot.State switch
    {
        _ when slot.State == slot.Committed => null,
        TaskState.Scheduled or TaskState.Queued => new TaskReady(slot.Id, slot.Committed, slot.State, slot.Pool, slot.PoolSlots)
        {
            At = now,
            TryNumber = slot.TryNumber,
            QueuedByJobId = slot.State == TaskState.Queued ? jobId : null,
        },
        _ => new TaskSettle(slot.Id, slot.Committed, slot.State, slot.Pool, slot.PoolSlots) { At = now, TryNumber = slot.TryNumber },
    };
}
