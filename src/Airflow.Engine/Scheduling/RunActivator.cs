using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Decides, for the tasks whose upstream changed, what may start and what ends without running; then whether the run is over.</summary>
internal sealed class RunActivator(RunLoader loader, ReadyQueue ready)
{
    public void Activate(RunBoard board, DateTimeOffset now)
    {
        while (board.TryTakeDirty(out var taskIndex))
        {
            Decide(board, taskIndex);
        }

        End(board, now);
    }

    /// <summary>Puts a slot in line for an executor: a new try, or the same one going on.</summary>
    public void MakeReady(RunBoard board, TaskSlot slot)
    {
        if (slot.State is TaskState.None or TaskState.UpForRetry)
        {
            slot.TryNumber++;
        }

        board.Move(slot, TaskState.Scheduled);
        ready.Add(board, slot);
    }

    private void Decide(RunBoard board, int taskIndex)
    {
        var slots = board.SlotsOf(taskIndex);
        for (var position = slots.Count - 1; position >= 0; position--)
        {
            var slot = slots[position];
            if (slot.State != TaskState.None || slot.End is not null)
            {
                // a try given back in this pass is stored first; it starts again in the next
                continue;
            }

            var decision = UpstreamRule.Decide(board.Dag.Rules[taskIndex], board.TallyOf(taskIndex));
            if (decision == TaskState.None)
            {
                continue;
            }

            if (decision != TaskState.Scheduled)
            {
                board.Move(slot, decision);
            }
            else if (slot.MapIndex < 0 && board.Dag.Graph.Settings(taskIndex).ExpandInput is { } expandInput)
            {
                Expand(board, slot, expandInput);
            }
            else if (board.Dag.SucceedsUnrun(taskIndex))
            {
                board.Move(slot, TaskState.Success);
            }
            else
            {
                MakeReady(board, slot);
            }
        }
    }

    private void Expand(RunBoard board, TaskSlot placeholder, SerializedExpandInput input)
    {
        var length = MappedLengths.Of(input, taskId => board.MappedLengths.GetValueOrDefault(taskId));
        if (length is not { } count)
        {
            return;
        }

        if (count == 0)
        {
            board.Move(placeholder, TaskState.Skipped);
            return;
        }

        board.Remove(placeholder);
        for (var mapIndex = 0; mapIndex < count; mapIndex++)
        {
            var slot = loader.NewSlot(board, placeholder.TaskIndex, mapIndex);
            board.Add(slot);
            MakeReady(board, slot);
        }
    }

    private static void End(RunBoard board, DateTimeOffset now)
    {
        if (board.RunChanges.Count > 0)
        {
            return;
        }

        if (board.Unfinished == 0)
        {
            var failed = board.Dag.Graph.StateLeaves.Any(leaf => board.SlotsOf(leaf)
                .Any(slot => slot.State is TaskState.Failed or TaskState.UpstreamFailed));
            Finish(board, failed ? RunState.Failed : RunState.Success, now);
        }
        else if (board.Moving == 0 && !board.Touched.Any(slot => slot.End is not null))
        {
            // nothing runs, nothing waits for a time, and no rule lets anything start: it never will
            Finish(board, RunState.Failed, now);
        }
    }

    private static void Finish(RunBoard board, RunState state, DateTimeOffset now) =>
        board.RunChanges.Add(new Execution.RunChange(board.Run.Id, RunState.Running, state, now));
}
