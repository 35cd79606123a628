using Airflow.Engine.Tasks;
using Airflow.Engine.Tasks.Retries;

namespace Airflow.Engine.Scheduling;

/// <summary>When a waiting slot may go on.</summary>
internal static class WaitTimes
{
    public static DateTimeOffset? Of(RunBoard board, TaskSlot slot, SchedulerOptions options) => slot.State switch
    {
        TaskState.UpForRetry => RetryAt(board, slot, options),
        TaskState.UpForReschedule => slot.RescheduleDate ?? slot.EndDate ?? DateTimeOffset.MinValue,
        _ => null,
    };

    private static DateTimeOffset RetryAt(RunBoard board, TaskSlot slot, SchedulerOptions options)
    {
        var ended = new RetryTry(board.Run.DagId, board.Dag.Graph.TaskId(slot.TaskIndex), board.Run.LogicalDate, slot.TryNumber);
        var delay = RetryDelay.After(board.Dag.RetriesOf(slot.TaskIndex), slot.RetryDelayOverride, ended, options.MaxRetryDelay.TotalSeconds);
        delay = options.RetryDelayCap is { } cap && cap < delay ? cap : delay;
        return (slot.EndDate ?? DateTimeOffset.MinValue) + delay;
    }
}
