namespace Airflow.Engine.Tasks;

/// <summary>Which steps the states allow, and what they count for.</summary>
public static class TaskStateGroups
{
    /// <summary>A trigger rule may move it to scheduled.</summary>
    public static bool IsSchedulable(this TaskState state) => state is TaskState.None or TaskState.UpForRetry or TaskState.UpForReschedule;

    /// <summary>It may be put into an executor's queue.</summary>
    public static bool IsQueueable(this TaskState state) => state == TaskState.Scheduled;

    /// <summary>It may start running.</summary>
    public static bool IsRunnable(this TaskState state) => state == TaskState.Queued || state.IsSchedulable();

    /// <summary>It takes one of the places that max_active_tis_per_dag and max_active_tis_per_dagrun give.</summary>
    public static bool CountsForTaskLimits(this TaskState state) => state.IsExecuting() || state is TaskState.Deferred or TaskState.AwaitingInput;

    public static bool IsFailure(this TaskState state) => state is TaskState.Failed or TaskState.UpstreamFailed;

    public static bool IsSuccess(this TaskState state) => state is TaskState.Success or TaskState.Skipped;

    /// <summary>Another scheduler's instances in these states are taken over when it dies.</summary>
    public static bool IsAdoptable(this TaskState state) => state is TaskState.Queued or TaskState.Running or TaskState.Restarting;
}
