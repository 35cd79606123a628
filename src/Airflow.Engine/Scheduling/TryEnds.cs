using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Scheduling;

/// <summary>What the end of a try does to its slot.</summary>
internal sealed class TryEnds(ReadyQueue ready, PoolBoard pools, TimeProvider clock)
{
    /// <summary>False when the slot is not in a state that this report can end.</summary>
    public bool Apply(RunBoard board, TaskSlot slot, TryOutcome outcome)
    {
        if (!slot.State.IsExecuting() || slot.End is not null)
        {
            return false;
        }

        var (state, keepsTry) = StateAfter(slot, outcome);
        var from = slot.State;
        var newId = state is TaskState.UpForRetry || keepsTry ? Guid.CreateVersion7(clock.GetUtcNow()) : (Guid?)null;
        slot.End = new TaskEnd(slot.Id, from, state, slot.Pool, slot.PoolSlots)
        {
            At = outcome.EndDate,
            NewId = newId,
            MaxTries = keepsTry ? slot.MaxTries + 1 : null,
            ExitCause = outcome.ExitCause,
            Reason = outcome.Reason,
            RetryDelayOverride = outcome.RetryDelayOverride,
            RescheduleDate = outcome.RescheduleDate,
            RenderedMapIndex = outcome.RenderedMapIndex,
            Suspension = outcome.Suspension,
            AssetUpdates = state == TaskState.Success ? outcome.AssetUpdates : [],
        };
        slot.MaxTries += keepsTry ? 1 : 0;
        slot.EndDate = outcome.EndDate;
        slot.RetryDelayOverride = outcome.RetryDelayOverride;
        slot.RescheduleDate = outcome.RescheduleDate;
        board.Move(slot, state);
        if (newId is { } id)
        {
            board.Rename(slot, id);
        }

        pools.Add(slot.Pool, state == TaskState.Deferred && pools.CountsDeferred(slot.Pool) ? 0 : -slot.PoolSlots);
        ready.CountExecuting(board, slot, -1);
        TakeResults(board, slot, outcome);
        return true;
    }

    /// <summary>A try given back (shutdown) goes on as another one that costs none of the retries.</summary>
    private static (TaskState State, bool KeepsTry) StateAfter(TaskSlot slot, TryOutcome outcome) => outcome.State switch
    {
        TaskState.None => (TaskState.None, true),
        TaskState.UpForRetry when slot.TryNumber > slot.MaxTries => (TaskState.Failed, false),
        _ => (outcome.State, false),
    };

    private static void TakeResults(RunBoard board, TaskSlot slot, TryOutcome outcome)
    {
        if (outcome.State == TaskState.Success)
        {
            board.XComs.AddRange(outcome.XComs);
            NoteLength(board, slot, outcome);
        }

        foreach (var skip in outcome.Skips)
        {
            if (!board.Dag.Graph.TryGetIndex(skip.TaskId, out var index))
            {
                continue;
            }

            foreach (var target in board.SlotsOf(index).Where(other => skip.MapIndex < 0 || other.MapIndex == skip.MapIndex))
            {
                if (target.State is TaskState.None or TaskState.Scheduled)
                {
                    board.Move(target, TaskState.Skipped);
                }
            }
        }
    }

    private static void NoteLength(RunBoard board, TaskSlot slot, TryOutcome outcome)
    {
        var taskId = board.Dag.Graph.TaskId(slot.TaskIndex);
        var result = outcome.XComs.FirstOrDefault(xcom => xcom.Key.Key == XCom.ReturnKey);
        if (slot.MapIndex < 0)
        {
            board.MappedLengths[taskId] = result?.MappedLength;
        }
        else
        {
            // the result of a mapped task is the list of what its successful instances returned
            board.MappedLengths[taskId] = (board.MappedLengths.GetValueOrDefault(taskId) ?? 0) + (result is null ? 0 : 1);
        }
    }
}
