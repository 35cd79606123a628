using Airflow.Engine.Callbacks;
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
        if (!(slot.State.IsExecuting() || slot.State == TaskState.Restarting) || slot.End is not null)
        {
            return false;
        }

        var from = slot.State;
        var ended = EndedTry.Of(from, slot.TryNumber, slot.MaxTries, outcome);
        slot.End = new TaskEnd(slot.Id, from, ended.State, slot.Pool, slot.PoolSlots)
        {
            At = outcome.EndDate,
            NewId = ended.IsNewTry ? Guid.CreateVersion7(clock.GetUtcNow()) : null,
            MaxTries = ended.MaxTries == slot.MaxTries ? null : ended.MaxTries,
            ExitCause = outcome.ExitCause,
            Reason = outcome.Reason,
            RetryDelayOverride = ended.RetryDelay,
            RescheduleDate = outcome.RescheduleDate,
            RenderedMapIndex = outcome.RenderedMapIndex,
            Suspension = from == TaskState.Restarting ? null : outcome.Suspension,
            AssetUpdates = ended.State == TaskState.Success ? outcome.AssetUpdates : [],
        };
        slot.Callback = from != TaskState.Restarting && CallbackEvents.KindOf(board.Dag.Graph.Settings(slot.TaskIndex), ended.State, outcome) is { } kind
            ? CallbackEvents.OfTry(board.Dag, board.Run, CallbackTaskOf(board, slot), kind, outcome)
            : null;
        slot.MaxTries = ended.MaxTries;
        slot.EndDate = outcome.EndDate;
        slot.RetryDelayOverride = ended.RetryDelay;
        slot.RescheduleDate = outcome.RescheduleDate;
        board.Move(slot, ended.State);
        if (slot.End.NewId is { } id)
        {
            board.Rename(slot, id);
        }

        if (from == TaskState.Restarting)
        {
            // what it had, it gave back when it was cleared; what it brought, the next try brings anew
            return true;
        }

        pools.Add(slot.Pool, ended.State == TaskState.Deferred && pools.CountsDeferred(slot.Pool) ? 0 : -slot.PoolSlots);
        ready.CountExecuting(board, slot, -1);
        TakeResults(board, slot, outcome);
        return true;
    }

    /// <summary>The slot as a callback is told of it.</summary>
    public static CallbackTask CallbackTaskOf(RunBoard board, TaskSlot slot) => new()
    {
        Id = slot.Id,
        TaskId = board.Dag.Graph.TaskId(slot.TaskIndex),
        MapIndex = slot.MapIndex,
        TryNumber = slot.TryNumber,
        MaxTries = slot.MaxTries,
        StartDate = slot.StartDate,
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

            // within a mapped group the tasks of the same element are meant
            var mapIndex = skip.MapIndex < 0 && slot.MapIndex >= 0 && board.Dag.Reach.IsElementwise(index, slot.TaskIndex) ? slot.MapIndex : skip.MapIndex;
            foreach (var target in board.SlotsOf(index).Where(other => mapIndex < 0 || other.MapIndex == mapIndex))
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
