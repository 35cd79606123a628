using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Storage.Servers;

namespace Airflow.Storage.Execution;

/// <summary>The statements of one transition of one try; the first is its compare-and-set.</summary>
internal static class TaskStatements
{
    public static IEnumerable<ServerStep> Of(TaskChange change) => change switch
    {
        TaskReady ready => [Ready(ready)],
        TaskClaim claim => [Claim(claim)],
        TaskEnd { Suspension: { } suspension } end => Suspend(end, suspension),
        TaskEnd end => End(end),
        TaskSettle settle => [new(TaskSql.Settle, ("to", settle.To.Name()), ("try_number", settle.TryNumber), ("at", settle.At), ("id", settle.Id), ("from", settle.From.Name()))],
        TaskMark mark => [new(TaskSql.Mark, ("to", mark.To.Name()), ("at", mark.At), ("reason", mark.Reason), ("id", mark.Id), ("from", mark.From.Name()))],
        TaskClear clear => Clear(clear),
        TaskResume resume =>
        [
            new(
                TaskSql.Resume,
                ("at", resume.At),
                ("next_method", resume.NextMethod),
                ("next_kwargs", resume.NextKwargs),
                ("id", resume.Id),
                ("trigger_id", resume.TriggerId)),
            new(TaskSql.DropTrigger, ("trigger_id", resume.TriggerId)),
        ],
        TaskRestart restart => [new(TaskSql.Restart, ("at", restart.At), ("id", restart.Id))],
        _ => throw new ArgumentException($"A {change.GetType().Name} is not a known transition.", nameof(change)),
    };

    private static ServerStep Ready(TaskReady ready) => new(
        ready.To switch
        {
            TaskState.Scheduled => TaskSql.Schedule,
            TaskState.Queued => TaskSql.Queue,
            _ => throw new ArgumentException($"A task that is ready becomes scheduled or queued, not {ready.To.Name() ?? "none"}.", nameof(ready)),
        },
        ("at", ready.At),
        ("try_number", ready.TryNumber),
        ("pool", ready.Pool),
        ("pool_slots", ready.PoolSlots),
        ("priority_weight", ready.PriorityWeight),
        ("queued_by_job_id", ready.QueuedByJobId),
        ("id", ready.Id),
        ("from", ready.From.Name()));

    private static ServerStep Claim(TaskClaim claim) => new(
        TaskSql.Claim,
        ("id", claim.Id),
        ("at", claim.At),
        ("hostname", claim.Hostname),
        ("unixname", claim.UnixName),
        ("pid", claim.Pid),
        ("executor", claim.Executor),
        ("queued_at", claim.QueuedAt));

    private static IEnumerable<ServerStep> End(TaskEnd end)
    {
        yield return new(
            TaskSql.End,
            ("to", end.To.Name()),
            ("at", end.At),
            ("max_tries", end.MaxTries),
            ("exit_cause", end.ExitCause is { } cause ? JsonSerializer.Serialize(cause, StorageJson.Default.ExitCause) : null),
            ("reason", end.Reason),
            ("retry_delay_override", end.RetryDelayOverride),
            ("reschedule_date", end.RescheduleDate),
            ("rendered_map_index", end.RenderedMapIndex),
            ("id", end.Id),
            ("from", end.From.Name()));
        if (end.To == TaskState.UpForReschedule)
        {
            yield return new(TaskSql.AddReschedule, ("at", end.At), ("reschedule_date", end.RescheduleDate ?? end.At), ("id", end.Id));
        }

        if (end.NewId is { } newId)
        {
            foreach (var step in GoOnAs(end, newId))
            {
                yield return step;
            }
        }
    }

    private static IEnumerable<ServerStep> Suspend(TaskEnd end, Suspension suspension)
    {
        yield return new(
            TaskSql.Suspend,
            ("to", end.To.Name()),
            ("next_method", suspension.NextMethod),
            ("next_kwargs", suspension.NextKwargs),
            ("trigger_timeout", suspension.Timeout),
            ("rendered_map_index", end.RenderedMapIndex),
            ("at", end.At),
            ("id", end.Id),
            ("from", end.From.Name()));
        if (suspension.Trigger is { } trigger)
        {
            yield return new(TaskSql.AddTrigger, ("classpath", trigger.Classpath), ("kwargs", trigger.Kwargs), ("created_date", end.At), ("queue", trigger.Queue));
            yield return new(TaskSql.SetTrigger, ("id", end.Id));
        }
    }

    private static IEnumerable<ServerStep> Clear(TaskClear clear)
    {
        yield return new(TaskSql.BeginClear, ("at", clear.At), ("id", clear.Id), ("from", clear.From.Name()));
        if (clear.NewId is not null)
        {
            yield return new(TaskSql.CopyToHistory, ("at", clear.At), ("state", Historic(clear.From).Name()), ("id", clear.Id));
            yield return new(TaskSql.CopyQuestion, ("id", clear.Id));
        }

        yield return new(TaskSql.DropReschedules, ("id", clear.Id));
        yield return new(
            TaskSql.FinishClear,
            ("new_id", clear.NewId ?? clear.Id),
            ("max_tries", clear.MaxTries),
            ("dag_version_id", clear.DagVersionId),
            ("at", clear.At),
            ("id", clear.Id));
    }

    /// <summary>The try is over, so its row is kept; a rescheduled or deferred one is not over: it only goes on under another id.</summary>
    private static IEnumerable<ServerStep> GoOnAs(TaskEnd end, Guid newId)
    {
        if (end.To is not (TaskState.UpForReschedule or TaskState.Deferred or TaskState.AwaitingInput))
        {
            yield return new(TaskSql.CopyToHistory, ("at", end.At), ("state", Historic(end.To).Name()), ("id", end.Id));
            yield return new(TaskSql.CopyQuestion, ("id", end.Id));
            yield return new(TaskSql.DropReschedules, ("id", end.Id));
        }

        if (end.To is TaskState.None or TaskState.Scheduled)
        {
            yield return new(TaskSql.ForgetTry, ("id", end.Id));
        }

        yield return new(TaskSql.Rename, ("new_id", newId), ("id", end.Id));
    }

    // a try in the history has ended; one that did not end by itself has failed
    private static TaskState Historic(TaskState state) => state.IsFinished() ? state : TaskState.Failed;
}
