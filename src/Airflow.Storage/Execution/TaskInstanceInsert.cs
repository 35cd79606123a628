using Airflow.Engine.Tasks;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Execution;

/// <summary>Adds a task instance; false when its id or its place in the run is taken.</summary>
internal static class TaskInstanceInsert
{
    public static bool Run(SqliteSession session, TaskInstance task, DateTimeOffset now) => session.Prepare(TaskSql.Insert)
        .Id(task.Id)
        .Text(task.Key.TaskId)
        .Text(task.Key.DagId)
        .Text(task.Key.RunId)
        .Long(task.Key.MapIndex)
        .Time(task.StartDate)
        .Time(task.EndDate)
        .Double(task.Duration)
        .State(task.State)
        .Long(task.TryNumber)
        .Long(task.MaxTries)
        .Text(task.Hostname)
        .Text(task.UnixName)
        .Text(task.Pool)
        .Long(task.PoolSlots)
        .Text(task.Queue)
        .Long(task.PriorityWeight)
        .Text(task.Operator)
        .Text(task.CustomOperatorName)
        .Time(task.QueuedAt)
        .Time(task.ScheduledAt)
        .Long(task.QueuedByJobId)
        .Time(task.LastHeartbeatAt)
        .Long(task.Pid)
        .Text(task.Executor)
        .Time(task.UpdatedAt ?? now)
        .Text(task.RenderedMapIndex)
        .Text(task.ExternalExecutorId)
        .Long(task.TriggerId)
        .Time(task.TriggerTimeout)
        .Text(task.NextMethod)
        .Text(task.NextKwargs)
        .Text(task.TaskDisplayName)
        .Id(task.DagVersionId)
        .Double(task.RetryDelayOverride)
        .Text(task.RetryReason)
        .Text(task.ExitCause)
        .Time(task.RescheduleDate)
        .Run() > 0;
}
