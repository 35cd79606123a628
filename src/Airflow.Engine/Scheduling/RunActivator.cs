using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
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
        ExpandIfKnown(board, taskIndex);
        var slots = board.SlotsOf(taskIndex);
        for (var position = slots.Count - 1; position >= 0; position--)
        {
            // a try given back in this pass is stored first; it starts again in the next
            if (slots[position] is { State: TaskState.None, End: null } slot)
            {
                Decide(board, slot);
            }
        }
    }

    private void Decide(RunBoard board, TaskSlot slot)
    {
        var isPastMet = board.Past?.Ask(board, slot.TaskIndex).IsMet ?? true;
        var result = Evaluate(board, slot, isPastMet);
        if (result.SetsState)
        {
            board.Move(slot, result.NewState);
        }
        else if (!isPastMet)
        {
            board.WaitingForPast.Add(slot);
        }
        else if (result.MayRun && !(slot.MapIndex < 0 && board.Dag.Rules.NeedsExpansion(slot.TaskIndex)))
        {
            if (board.Dag.SucceedsUnrun(slot.TaskIndex))
            {
                board.Move(slot, TaskState.Success);
            }
            else
            {
                MakeReady(board, slot);
            }
        }
    }

    private static TriggerRuleResult Evaluate(RunBoard board, TaskSlot slot, bool isPastMet)
    {
        var context = new TriggerRuleContext(
            slot.MapIndex, WaitsForPastBeforeSkip: board.Dag.Graph.Settings(slot.TaskIndex).WaitForPastDependsBeforeSkipping, IsPastMet: isPastMet);
        if (slot.MapIndex < 0 && board.Dag.Rules.NeedsExpansion(slot.TaskIndex)
            && new UpstreamInspector(board.Dag.Rules, board).EvaluateMappingSources(slot.TaskIndex) is { SetsState: true } fromSources)
        {
            return fromSources;
        }

        return board.Dag.IsPlain
            ? TriggerRuleEvaluator.Evaluate(board.Dag.Rules.Tasks[slot.TaskIndex].TriggerRule, board.TallyOf(slot.TaskIndex), context)
            : new UpstreamInspector(board.Dag.Rules, board).Evaluate(slot.TaskIndex, context);
    }

    /// <summary>A mapped task gets its instances as soon as it is known how many; none at all is a skip.</summary>
    private void ExpandIfKnown(RunBoard board, int taskIndex)
    {
        if (!board.Dag.Rules.NeedsExpansion(taskIndex) || board.SlotsOf(taskIndex) is not [{ MapIndex: < 0, State: TaskState.None } placeholder])
        {
            return;
        }

        var inspector = new UpstreamInspector(board.Dag.Rules, board);
        if (inspector.EvaluateMappingSources(taskIndex).SetsState || inspector.ExpandedCount(taskIndex) is not { } count)
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
            board.Add(loader.NewSlot(board, taskIndex, mapIndex));
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
        else if (board.Moving == 0 && board.WaitingForPast.Count == 0 && !board.Touched.Any(slot => slot.End is not null))
        {
            // nothing runs, nothing waits for a time, and no rule lets anything start: it never will
            Finish(board, RunState.Failed, now);
        }
    }

    private static void Finish(RunBoard board, RunState state, DateTimeOffset now) =>
        board.RunChanges.Add(new Execution.RunChange(board.Run.Id, RunState.Running, state, now));
}
