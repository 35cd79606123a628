using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>When a waiting slot may go on.</summary>
internal static class WaitTimes
{
    public static DateTimeOffset? Of(RunBoard board, TaskSlot slot, TimeSpan maxRetryDelay) => slot.State switch
    {
        TaskState.UpForRetry => RetryAt(board, slot, maxRetryDelay),
        TaskState.UpForReschedule => slot.RescheduleDate ?? slot.EndDate ?? DateTimeOffset.MinValue,
        _ => null,
    };

    private static DateTimeOffset RetryAt(RunBoard board, TaskSlot slot, TimeSpan maxRetryDelay)
    {
        var end = slot.EndDate ?? DateTimeOffset.MinValue;
        if (slot.RetryDelayOverride is { } seconds)
        {
            return end + TimeSpan.FromSeconds(seconds);
        }

        var delay = board.Dag.Graph.Settings(slot.TaskIndex).RetryDelay;
        return end + (delay > maxRetryDelay ? maxRetryDelay : delay);
    }
}
