using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Ends what is left of a run before its time.</summary>
internal static class RunStops
{
    /// <summary>The run exceeded dagrun_timeout: it fails, and everything unfinished is skipped.</summary>
    public static void TimeOut(RunBoard board, DateTimeOffset now, Func<RunBoard, TaskSlot, TryOutcome, bool> end)
    {
        StopAll(board, _ => true, _ => new TryOutcome { State = TaskState.Skipped, EndDate = now, IsImposed = true, Reason = "the run exceeded dagrun_timeout" }, end);
        board.RunChanges.Add(new RunChange(board.Run.Id, RunState.Running, RunState.Failed, now) { Reason = RunEndReason.TimedOut });
    }

    /// <summary>A task failed in a DAG with fail_fast: what runs fails, what has not begun is skipped, teardowns go on.</summary>
    public static void FailFast(RunBoard board, TaskSlot failed, DateTimeOffset now, Func<RunBoard, TaskSlot, TryOutcome, bool> end)
    {
        var reason = $"task {board.Dag.Graph.TaskId(failed.TaskIndex)} failed and the DAG has fail_fast";
        StopAll(
            board,
            slot => slot != failed && !board.Dag.Graph.Settings(slot.TaskIndex).IsTeardown,
            slot => new TryOutcome { State = slot.State == TaskState.Running ? TaskState.Failed : TaskState.Skipped, EndDate = now, IsImposed = true, Reason = reason },
            end);
    }

    private static void StopAll(
        RunBoard board, Func<TaskSlot, bool> isMeant, Func<TaskSlot, TryOutcome> outcome, Func<RunBoard, TaskSlot, TryOutcome, bool> end)
    {
        foreach (var slot in board.AllSlots().Where(slot => !slot.State.IsFinished() && isMeant(slot)).ToList())
        {
            if (!slot.State.IsExecuting())
            {
                board.Move(slot, TaskState.Skipped);
                continue;
            }

            var (id, what) = (slot.Id, outcome(slot));
            if (end(board, slot, what))
            {
                board.Cancelled.Add((id, what.Reason ?? ""));
            }
        }
    }
}
