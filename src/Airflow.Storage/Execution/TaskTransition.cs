using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Storage.Assets;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Execution;

/// <summary>Applies one transition of one try; false when the instance is not in its from-state under that id.</summary>
internal static class TaskTransition
{
    public static bool TryApply(SqliteSession session, TaskChange change) => change switch
    {
        TaskReady ready => Apply(session, ready),
        TaskClaim claim => Apply(session, claim),
        TaskEnd { Suspension: { } suspension } end => Suspend(session, end, suspension),
        TaskEnd end => Apply(session, end),
        TaskSettle settle => session.Prepare(TaskSql.Settle).State(settle.To).Long(settle.TryNumber).Time(settle.At).Id(settle.Id).State(settle.From).Run() > 0,
        TaskMark mark => session.Prepare(TaskSql.Mark).State(mark.To).Time(mark.At).Text(mark.Reason).Id(mark.Id).State(mark.From).Run() > 0,
        TaskClear clear => Apply(session, clear),
        TaskResume resume => Apply(session, resume),
        TaskRestart restart => session.Prepare(TaskSql.Restart).Time(restart.At).Id(restart.Id).Run() > 0,
        _ => throw new ArgumentException($"A {change.GetType().Name} is not a known transition.", nameof(change)),
    };

    private static bool Apply(SqliteSession session, TaskReady ready)
    {
        var statement = ready.To switch
        {
            TaskState.Scheduled => session.Prepare(TaskSql.Schedule),
            TaskState.Queued => session.Prepare(TaskSql.Queue),
            _ => throw new ArgumentException($"A task that is ready becomes scheduled or queued, not {ready.To.Name() ?? "none"}.", nameof(ready)),
        };
        statement.Time(ready.At).Long(ready.TryNumber).Text(ready.Pool).Long(ready.PoolSlots).Long(ready.PriorityWeight);
        if (ready.To == TaskState.Queued)
        {
            statement.Long(ready.QueuedByJobId);
        }

        return statement.Id(ready.Id).State(ready.From).Run() > 0;
    }

    private static bool Apply(SqliteSession session, TaskResume resume)
    {
        var isResumed = session.Prepare(TaskSql.Resume).Time(resume.At).Text(resume.NextMethod).Text(resume.NextKwargs).Id(resume.Id).Long(resume.TriggerId).Run() > 0;
        if (isResumed)
        {
            session.Prepare(TaskSql.DropTrigger).Long(resume.TriggerId).Run();
        }

        return isResumed;
    }

    private static bool Apply(SqliteSession session, TaskClaim claim) => session.Prepare(TaskSql.Claim)
        .Id(claim.Id)
        .Time(claim.At)
        .Text(claim.Hostname)
        .Text(claim.UnixName)
        .Long(claim.Pid)
        .Text(claim.Executor)
        .Time(claim.QueuedAt)
        .Run() > 0;

    private static bool Apply(SqliteSession session, TaskEnd end)
    {
        var ended = session.Prepare(TaskSql.End)
            .State(end.To)
            .Time(end.At)
            .Long(end.MaxTries)
            .Text(end.ExitCause is { } cause ? JsonSerializer.Serialize(cause, StorageJson.Default.ExitCause) : null)
            .Text(end.Reason)
            .Double(end.RetryDelayOverride)
            .Time(end.RescheduleDate)
            .Text(end.RenderedMapIndex)
            .Id(end.Id)
            .State(end.From)
            .Run() > 0;
        if (!ended)
        {
            return false;
        }

        SqliteAssetUpdates.Run(session, end);
        if (end.To == TaskState.UpForReschedule)
        {
            session.Prepare(TaskSql.AddReschedule).Time(end.At).Time(end.RescheduleDate ?? end.At).Id(end.Id).Run();
        }

        if (end.NewId is { } newId)
        {
            GoOnAs(session, end, newId);
        }

        return true;
    }

    private static bool Suspend(SqliteSession session, TaskEnd end, Suspension suspension)
    {
        var suspended = session.Prepare(TaskSql.Suspend)
            .State(end.To)
            .Text(suspension.NextMethod)
            .Text(suspension.NextKwargs)
            .Time(suspension.Timeout)
            .Text(end.RenderedMapIndex)
            .Time(end.At)
            .Id(end.Id)
            .State(end.From)
            .Run() > 0;
        if (suspended && suspension.Trigger is { } trigger)
        {
            session.Prepare(TaskSql.AddTrigger).Text(trigger.Classpath).Text(trigger.Kwargs).Time(end.At).Text(trigger.Queue).Run();
            session.Prepare(TaskSql.SetTrigger).Id(end.Id).Run();
        }

        return suspended;
    }

    private static bool Apply(SqliteSession session, TaskClear clear)
    {
        if (session.Prepare(TaskSql.BeginClear).Time(clear.At).Id(clear.Id).State(clear.From).Run() == 0)
        {
            return false;
        }

        if (clear.NewId is not null)
        {
            session.Prepare(TaskSql.CopyToHistory).Time(clear.At).State(Historic(clear.From)).Id(clear.Id).Run();
            session.Prepare(TaskSql.CopyQuestion).Id(clear.Id).Run();
        }

        session.Prepare(TaskSql.DropReschedules).Id(clear.Id).Run();
        session.Prepare(TaskSql.FinishClear).Id(clear.NewId ?? clear.Id).Long(clear.MaxTries).Id(clear.DagVersionId).Time(clear.At).Id(clear.Id).Run();
        return true;
    }

    /// <summary>The try is over, so its row is kept; a rescheduled or deferred one is not over: it only goes on under another id.</summary>
    private static void GoOnAs(SqliteSession session, TaskEnd end, Guid newId)
    {
        if (end.To is not (TaskState.UpForReschedule or TaskState.Deferred or TaskState.AwaitingInput))
        {
            session.Prepare(TaskSql.CopyToHistory).Time(end.At).State(Historic(end.To)).Id(end.Id).Run();
            session.Prepare(TaskSql.CopyQuestion).Id(end.Id).Run();
            session.Prepare(TaskSql.DropReschedules).Id(end.Id).Run();
        }

        if (end.To is TaskState.None or TaskState.Scheduled)
        {
            session.Prepare(TaskSql.ForgetTry).Id(end.Id).Run();
        }

        session.Prepare(TaskSql.Rename).Id(newId).Id(end.Id).Run();
    }

    // a try in the history has ended; one that did not end by itself has failed
    private static TaskState Historic(TaskState state) => state.IsFinished() ? state : TaskState.Failed;
}
