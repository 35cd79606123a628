using Airflow.Engine.Tasks;

namespace Airflow.Storage.Execution;

/// <summary>A task instance as the arguments of its insert.</summary>
internal static class NewTaskArguments
{
    public static (string Name, object? Value)[] Of(TaskInstance task, DateTimeOffset now) =>
    [
        ("id", task.Id),
        ("task_id", task.Key.TaskId),
        ("dag_id", task.Key.DagId),
        ("run_id", task.Key.RunId),
        ("map_index", task.Key.MapIndex),
        ("start_date", task.StartDate),
        ("end_date", task.EndDate),
        ("duration", task.Duration),
        ("state", task.State.Name()),
        ("try_number", task.TryNumber),
        ("max_tries", task.MaxTries),
        ("hostname", task.Hostname),
        ("unixname", task.UnixName),
        ("pool", task.Pool),
        ("pool_slots", task.PoolSlots),
        ("queue", task.Queue),
        ("priority_weight", task.PriorityWeight),
        ("operator", task.Operator),
        ("custom_operator_name", task.CustomOperatorName),
        ("queued_dttm", task.QueuedAt),
        ("scheduled_dttm", task.ScheduledAt),
        ("queued_by_job_id", task.QueuedByJobId),
        ("last_heartbeat_at", task.LastHeartbeatAt),
        ("pid", task.Pid),
        ("executor", task.Executor),
        ("updated_at", task.UpdatedAt ?? now),
        ("rendered_map_index", task.RenderedMapIndex),
        ("external_executor_id", task.ExternalExecutorId),
        ("trigger_id", task.TriggerId),
        ("trigger_timeout", task.TriggerTimeout),
        ("next_method", task.NextMethod),
        ("next_kwargs", task.NextKwargs),
        ("task_display_name", task.TaskDisplayName),
        ("dag_version_id", task.DagVersionId),
        ("retry_delay_override", task.RetryDelayOverride),
        ("retry_reason", task.RetryReason),
        ("exit_cause", task.ExitCause),
        ("reschedule_date", task.RescheduleDate),
    ];
}
