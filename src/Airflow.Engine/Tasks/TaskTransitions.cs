using System.Collections.Frozen;

namespace Airflow.Engine.Tasks;

/// <summary>The legal moves of a task instance: the only table of them.</summary>
/// <remarks>
/// <code>
/// stateDiagram-v2
///   none --> scheduled
///   up_for_retry --> scheduled
///   up_for_reschedule --> scheduled
///   scheduled --> queued
///   queued --> running
///   running --> success
///   running --> failed
///   running --> skipped
///   running --> up_for_retry
///   running --> up_for_reschedule
///   running --> deferred
///   running --> awaiting_input
///   deferred --> scheduled
///   awaiting_input --> scheduled
///   running --> restarting: cleared
///   restarting --> up_for_retry
///   none --> upstream_failed
///   none --> skipped
///   none --> removed
/// </code>
/// </remarks>
public static class TaskTransitions
{
    private static readonly TaskState[] Waiting = [TaskState.None, TaskState.UpForRetry, TaskState.UpForReschedule];

    private static readonly TaskState[] All = Enum.GetValues<TaskState>();

    /// <summary>What a worker may report; the rest of the states are not its to choose.</summary>
    private static readonly TaskState[] Reported =
    [
        TaskState.Success, TaskState.Failed, TaskState.Skipped, TaskState.Removed, TaskState.UpstreamFailed, TaskState.UpForRetry,
        TaskState.UpForReschedule, TaskState.Deferred, TaskState.AwaitingInput,
    ];

    private static readonly FrozenSet<(TaskStep Step, TaskState From, TaskState To)> Table = new[]
    {
        // An operator that does nothing succeeds without being queued.
        Moves(TaskStep.Schedule, Waiting, [TaskState.Scheduled, TaskState.Success]),
        Moves(TaskStep.Decide, Waiting, [TaskState.Skipped, TaskState.UpstreamFailed]),
        Moves(TaskStep.Decide, All, [TaskState.Removed]),
        Moves(TaskStep.Queue, [TaskState.Scheduled], [TaskState.Queued]),
        Moves(TaskStep.Start, [TaskState.Queued], [TaskState.Running]),
        Moves(TaskStep.Report, [TaskState.Running], Reported),
        Moves(TaskStep.Resume, [TaskState.Deferred, TaskState.AwaitingInput], [TaskState.Scheduled, TaskState.Success, TaskState.Failed]),
        Moves(TaskStep.Rescue, [TaskState.Queued], [TaskState.Scheduled, TaskState.Failed]),
        Moves(TaskStep.Rescue, [TaskState.Running, TaskState.Restarting], [TaskState.UpForRetry, TaskState.Failed]),
        Moves(TaskStep.Clear, [TaskState.Running], [TaskState.Restarting]),
        Moves(TaskStep.Clear, All.Where(state => state != TaskState.Running), [TaskState.None]),
        Moves(TaskStep.Set, All, [TaskState.Success, TaskState.Failed, TaskState.Skipped]),
    }.SelectMany(moves => moves).ToFrozenSet();

    /// <summary>Whether this step may move an instance so.</summary>
    public static bool IsLegal(TaskStep step, TaskState from, TaskState to) => Table.Contains((step, from, to));

    /// <summary>The states that this step may lead to.</summary>
    public static IEnumerable<TaskState> To(TaskStep step, TaskState from) => All.Where(to => IsLegal(step, from, to));

    private static IEnumerable<(TaskStep Step, TaskState From, TaskState To)> Moves(TaskStep step, IEnumerable<TaskState> from, TaskState[] to) =>
        from.SelectMany(source => to.Select(target => (step, source, target)));
}
