using Airflow.Engine.Callbacks;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Decides, for the tasks whose upstream changed, what may start and what ends without running; then whether the run is over.</summary>
internal sealed class RunActivator(RunLoader loader, ReadyQueue ready)
{
    /// <summary>Slots that one pass changes of one run, so that a run of 100,000 does not hold up the others; the rest follows in the next passes.</summary>
    private const int StepLimit = 120;

    private readonly List<(TaskSlot Slot, TriggerRuleResult Result, int? Length)> round = [];
    private readonly List<int> leftOver = [];
    private int steps;

    /// <summary>
    /// Works in rounds: all that is dirty is asked first and changed afterwards, so skips and failures spread level by level, and what a
    /// task becomes does not depend on the order of the tasks.
    /// </summary>
    public void Activate(RunBoard board, DateTimeOffset now)
    {
        steps = 0;
        while (steps < StepLimit && !board.Dirty.IsEmpty)
        {
            AskRound(board);
            foreach (var (slot, result, length) in round)
            {
                Apply(board, slot, result, length);
            }

            round.Clear();
            leftOver.ForEach(board.Dirty.Mark);
            leftOver.Clear();
        }

        if (board.Dirty.IsEmpty)
        {
            End(board, now);
        }
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

    private static bool IsUndecided(TaskSlot slot) => slot.State == TaskState.None && !IsGivenBack(slot);

    // in this pass: it is stored first, and starts again in the next
    private static bool IsGivenBack(TaskSlot slot) => slot is { State: TaskState.None, End: not null };

    private void AskRound(RunBoard board)
    {
        while (board.Dirty.TryTake(out var taskIndex))
        {
            Ask(board, taskIndex);
        }

        while (round.Count < StepLimit && board.Dirty.TryTakeSlot(out var slot))
        {
            if (IsUndecided(slot))
            {
                Note(board, slot, Evaluate(board, slot));
            }
        }
    }

    private void Ask(RunBoard board, int taskIndex)
    {
        TriggerRuleResult? shared = null;
        foreach (var slot in board.SlotsOf(taskIndex))
        {
            if (!IsUndecided(slot))
            {
                continue;
            }

            if (round.Count >= StepLimit)
            {
                leftOver.Add(taskIndex);
                return;
            }

            if (IsPlaceholder(board, slot))
            {
                Note(board, slot, EvaluatePlaceholder(board, slot));
            }
            else
            {
                // the instances of a plain task look at the same counts
                Note(board, slot, board.Dag.Reach.IsPlain(taskIndex) ? shared ??= Evaluate(board, slot) : Evaluate(board, slot));
            }
        }
    }

    private void Note(RunBoard board, TaskSlot slot, TriggerRuleResult result)
    {
        if (result.SetsState || result.IsMet)
        {
            // the length is asked with the rule: what the round changes belongs to the next
            round.Add((slot, result, !result.SetsState && board.Dag.Rules.NeedsExpansion(slot.TaskIndex) ? board.Inspector.ExpandedCount(slot.TaskIndex) : null));
        }
    }

    private void Apply(RunBoard board, TaskSlot slot, TriggerRuleResult result, int? length)
    {
        steps++;
        if (result.SetsState)
        {
            board.Move(slot, result.NewState);
        }
        else if (!IsPastMet(board, slot))
        {
            board.WaitingForPast.Add(slot);
        }
        else if (board.IsOnHold(slot))
        {
            board.WaitingForResume.Add(slot);
        }
        else if (IsPlaceholder(board, slot))
        {
            Expand(board, slot, length);
        }
        else if (!Revise(board, slot, length))
        {
            board.Move(slot, TaskState.Removed);
        }
        else if (board.Dag.SucceedsUnrun(slot.TaskIndex))
        {
            slot.TryNumber++;
            board.Move(slot, TaskState.Success);
        }
        else
        {
            MakeReady(board, slot);
        }
    }

    private static bool IsPlaceholder(RunBoard board, TaskSlot slot) => slot.MapIndex < 0 && board.Dag.Rules.NeedsExpansion(slot.TaskIndex);

    private static bool IsPastMet(RunBoard board, TaskSlot slot) => board.Past?.Ask(board.Dag, slot.TaskIndex).IsMet ?? true;

    private static TriggerRuleResult Evaluate(RunBoard board, TaskSlot slot)
    {
        var context = new TriggerRuleContext(
            slot.MapIndex,
            WaitsForPastBeforeSkip: board.Dag.Graph.Settings(slot.TaskIndex).WaitForPastDependsBeforeSkipping,
            IsPastMet: IsPastMet(board, slot));
        return board.Dag.Reach.IsPlain(slot.TaskIndex)
            ? TriggerRuleEvaluator.Evaluate(board.Dag.Rules.Tasks[slot.TaskIndex].TriggerRule, board.TallyOf(slot.TaskIndex), context)
            : board.Inspector.Evaluate(slot.TaskIndex, context);
    }

    private static TriggerRuleResult EvaluatePlaceholder(RunBoard board, TaskSlot slot)
    {
        var rule = Evaluate(board, slot);
        var sources = board.Inspector.EvaluateMappingSources(slot.TaskIndex);

        // a failure says more than a skip
        var state = rule.SetsState && (rule.NewState == TaskState.UpstreamFailed || !sources.SetsState) ? rule.NewState : sources.NewState;
        return new TriggerRuleResult(rule.IsMet && sources.IsMet, state);
    }

    /// <summary>
    /// A mapped task gets its instances once its rule is met and it is known how many; none at all is a skip. A great number comes in
    /// several passes, and the placeholder stays until the last, so that whoever takes the run over goes on.
    /// </summary>
    private void Expand(RunBoard board, TaskSlot placeholder, int? count)
    {
        var task = placeholder.TaskIndex;
        if (count is not > 0)
        {
            // all it waits for has ended, so a length that is not known now never will be
            board.Move(placeholder, count is null ? TaskState.UpstreamFailed : TaskState.Skipped);
            return;
        }

        // what let the placeholder go lets its instances go, unless each looks at an element of its own
        var isPlain = board.Dag.Reach.IsPlain(task);
        for (var mapIndex = board.SlotsOf(task).Count - 1; mapIndex < count; mapIndex++)
        {
            if (steps >= StepLimit)
            {
                leftOver.Add(task);
                return;
            }

            var slot = loader.NewSlot(board, task, mapIndex);
            board.Add(slot);
            if (isPlain)
            {
                Apply(board, slot, TriggerRuleResult.Run, count);
            }
            else
            {
                steps++;
            }
        }

        board.Remove(placeholder);
    }

    /// <summary>
    /// Instances that are there already, of a task that was cleared together with what it maps over: the list may have another length now.
    /// Adds those that are missing; false when this one has no element any more.
    /// </summary>
    private bool Revise(RunBoard board, TaskSlot slot, int? length)
    {
        var task = slot.TaskIndex;
        var slots = board.SlotsOf(task);
        if (slot.MapIndex < 0 || slots[0].MapIndex < 0 || length is not { } count)
        {
            return true;
        }

        for (var mapIndex = slots.Count; mapIndex < count && steps < StepLimit; mapIndex++)
        {
            steps++;
            board.Add(loader.NewSlot(board, task, mapIndex));
        }

        return slot.MapIndex < count;
    }

    private static void End(RunBoard board, DateTimeOffset now)
    {
        if (board.RunChanges.Count > 0)
        {
            return;
        }

        if (board.Unfinished == 0)
        {
            var leaves = board.Dag.Graph.StateLeaves.SelectMany(board.SlotsOf).Select(slot => slot.State);
            var state = RunStateEvaluator.FinalState(leaves);
            Finish(board, state, now, state == RunState.Success ? RunEndReason.Success : RunEndReason.TaskFailure);
        }
        else if (board.Moving == 0 && board.WaitingForPast.Count == 0 && board.WaitingForResume.Count == 0 && !board.Touched.Any(IsGivenBack))
        {
            // nothing runs, nothing waits for a time or goes on in the next pass, and no rule lets anything start: it never will
            Finish(board, RunState.Failed, now, RunEndReason.Deadlock);
        }
    }

    private static void Finish(RunBoard board, RunState state, DateTimeOffset now, string reason) =>
        board.RunChanges.Add(new Execution.RunChange(board.Run.Id, RunState.Running, state, now) { Reason = reason });
}
