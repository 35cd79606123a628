using Airflow.Engine.Tasks;

namespace Airflow.Engine.Dags.Views;

/// <summary>One state for each task of a run; that of a mapped task is the one that asks most for a look.</summary>
public static class RunStates
{
    private static readonly TaskState[] Order =
    [
        TaskState.Failed, TaskState.UpstreamFailed, TaskState.UpForRetry, TaskState.UpForReschedule, TaskState.Queued, TaskState.Scheduled, TaskState.AwaitingInput,
        TaskState.Deferred, TaskState.Running, TaskState.Restarting, TaskState.None, TaskState.Success, TaskState.Skipped, TaskState.Removed,
    ];

    public static IReadOnlyDictionary<string, TaskState> Of(IEnumerable<TaskInstance> tasks) => tasks
        .GroupBy(static task => task.Key.TaskId, static task => task.State, StringComparer.Ordinal)
        .ToDictionary(static task => task.Key, static task => task.MinBy(static state => Array.IndexOf(Order, state)), StringComparer.Ordinal);
}
