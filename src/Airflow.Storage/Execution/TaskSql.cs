namespace Airflow.Storage.Execution;

/// <summary>Transitions of task instances in the grouped writer: each a compare-and-set on (id, state), where no state is NULL.</summary>
internal static class TaskSql
{
    public const string Insert = """
        INSERT INTO task_instance (
            id, task_id, dag_id, run_id, map_index, start_date, end_date, duration, state, try_number, max_tries, hostname, unixname,
            pool, pool_slots, queue, priority_weight, operator, custom_operator_name, queued_dttm, scheduled_dttm, queued_by_job_id,
            last_heartbeat_at, pid, executor, updated_at, rendered_map_index, external_executor_id, trigger_id, trigger_timeout,
            next_method, next_kwargs, task_display_name, dag_version_id, retry_delay_override, retry_reason, exit_cause, reschedule_date)
        VALUES (
            @id, @task_id, @dag_id, @run_id, @map_index, @start_date, @end_date, @duration, @state, @try_number, @max_tries, @hostname, @unixname,
            @pool, @pool_slots, @queue, @priority_weight, @operator, @custom_operator_name, @queued_dttm, @scheduled_dttm, @queued_by_job_id,
            @last_heartbeat_at, @pid, @executor, @updated_at, @rendered_map_index, @external_executor_id, @trigger_id, @trigger_timeout,
            @next_method, @next_kwargs, @task_display_name, @dag_version_id, @retry_delay_override, @retry_reason, @exit_cause, @reschedule_date)
        ON CONFLICT DO NOTHING
        """;

    public const string Schedule = """
        UPDATE task_instance
        SET state = 'scheduled',
            scheduled_dttm = @at,
            queued_dttm = NULL,
            try_number = @try_number,
            pool = @pool,
            pool_slots = @pool_slots,
            priority_weight = COALESCE(@priority_weight, priority_weight),
            updated_at = @at
        WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    public const string Queue = """
        UPDATE task_instance
        SET scheduled_dttm = CASE WHEN state = 'scheduled' THEN scheduled_dttm ELSE @at END,
            state = 'queued',
            queued_dttm = @at,
            try_number = @try_number,
            pool = @pool,
            pool_slots = @pool_slots,
            priority_weight = COALESCE(@priority_weight, priority_weight),
            queued_by_job_id = COALESCE(@queued_by_job_id, queued_by_job_id),
            updated_at = @at
        WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    /// <summary>A try that goes on after a reschedule or an event keeps the start of its first part.</summary>
    public const string Claim = """
        UPDATE task_instance
        SET state = 'running',
            start_date = CASE WHEN next_method IS NOT NULL OR EXISTS (SELECT 1 FROM task_reschedule WHERE ti_id = @id) THEN COALESCE(start_date, @at) ELSE @at END,
            end_date = NULL,
            duration = NULL,
            hostname = @hostname,
            unixname = @unixname,
            pid = @pid,
            executor = COALESCE(@executor, executor),
            last_heartbeat_at = @at,
            retry_delay_override = NULL,
            retry_reason = NULL,
            exit_cause = NULL,
            reschedule_date = NULL,
            updated_at = @at
        WHERE id = @id AND state = 'queued' AND (queued_dttm = @queued_at OR @queued_at IS NULL)
        """;

    /// <summary>The duration is counted in microseconds by hand, because SQLite's date functions know milliseconds only.</summary>
    public const string End = """
        UPDATE task_instance
        SET state = @to,
            end_date = @at,
            duration = CASE WHEN start_date IS NULL THEN NULL ELSE
                strftime('%s', substr(@at, 1, 19)) - strftime('%s', substr(start_date, 1, 19))
                + (substr(@at, 21, 6) - substr(start_date, 21, 6)) / 1000000.0 END,
            max_tries = COALESCE(@max_tries, max_tries),
            exit_cause = @exit_cause,
            retry_reason = @reason,
            retry_delay_override = @retry_delay_override,
            reschedule_date = @reschedule_date,
            rendered_map_index = COALESCE(@rendered_map_index, rendered_map_index),
            trigger_id = NULL,
            trigger_timeout = NULL,
            next_method = NULL,
            next_kwargs = NULL,
            updated_at = @at
        WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    /// <summary>The try is not over, so it gets no end.</summary>
    public const string Suspend = """
        UPDATE task_instance
        SET state = @to,
            next_method = @next_method,
            next_kwargs = @next_kwargs,
            trigger_timeout = @trigger_timeout,
            rendered_map_index = COALESCE(@rendered_map_index, rendered_map_index),
            updated_at = @at
        WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    public const string Resume = """
        UPDATE task_instance
        SET state = 'scheduled',
            scheduled_dttm = @at,
            queued_dttm = NULL,
            next_method = COALESCE(@next_method, next_method),
            next_kwargs = @next_kwargs,
            trigger_id = NULL,
            trigger_timeout = NULL,
            updated_at = @at
        WHERE id = @id AND state = 'deferred' AND trigger_id = @trigger_id
        """;

    public const string DropTrigger = """
        DELETE FROM "trigger" WHERE id = @trigger_id
        """;

    public const string AddTrigger = """
        INSERT INTO "trigger" (classpath, kwargs, created_date, queue) VALUES (@classpath, @kwargs, @created_date, @queue)
        """;

    /// <summary>Follows AddTrigger on the same connection.</summary>
    public const string SetTrigger = """
        UPDATE task_instance SET trigger_id = last_insert_rowid() WHERE id = @id
        """;

    public const string Settle = """
        UPDATE task_instance
        SET state = @to,
            try_number = COALESCE(@try_number, try_number),
            start_date = COALESCE(start_date, @at),
            end_date = COALESCE(end_date, @at),
            duration = COALESCE(duration, CASE WHEN start_date IS NULL THEN 0 ELSE
                strftime('%s', substr(COALESCE(end_date, @at), 1, 19)) - strftime('%s', substr(start_date, 1, 19))
                + (substr(COALESCE(end_date, @at), 21, 6) - substr(start_date, 21, 6)) / 1000000.0 END),
            reschedule_date = NULL,
            updated_at = @at
        WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    /// <summary>A person has the last word: nothing of what it was doing is left.</summary>
    public const string Mark = """
        UPDATE task_instance
        SET state = @to,
            start_date = COALESCE(start_date, @at),
            end_date = COALESCE(end_date, @at),
            duration = COALESCE(duration, CASE WHEN start_date IS NULL THEN 0 ELSE
                strftime('%s', substr(COALESCE(end_date, @at), 1, 19)) - strftime('%s', substr(start_date, 1, 19))
                + (substr(COALESCE(end_date, @at), 21, 6) - substr(start_date, 21, 6)) / 1000000.0 END),
            retry_reason = @reason,
            exit_cause = NULL,
            retry_delay_override = NULL,
            reschedule_date = NULL,
            trigger_id = NULL,
            trigger_timeout = NULL,
            next_method = NULL,
            next_kwargs = NULL,
            updated_at = @at
        WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    /// <summary>Only the compare-and-set of a clear; what is reset follows the copy to the history.</summary>
    public const string Restart = """
        UPDATE task_instance SET state = 'restarting', updated_at = @at WHERE id = @id AND state = 'running'
        """;

    public const string BeginClear = """
        UPDATE task_instance SET updated_at = @at WHERE id = @id AND state IS NOT DISTINCT FROM @from
        """;

    public const string FinishClear = """
        UPDATE task_instance
        SET id = @new_id,
            state = NULL,
            max_tries = @max_tries,
            dag_version_id = COALESCE(@dag_version_id, dag_version_id),
            start_date = NULL,
            end_date = NULL,
            duration = NULL,
            scheduled_dttm = NULL,
            queued_dttm = NULL,
            last_heartbeat_at = NULL,
            external_executor_id = NULL,
            trigger_id = NULL,
            trigger_timeout = NULL,
            next_method = NULL,
            next_kwargs = NULL,
            retry_delay_override = NULL,
            retry_reason = NULL,
            exit_cause = NULL,
            reschedule_date = NULL,
            updated_at = @at
        WHERE id = @id
        """;

    /// <summary>The try as it ended. A try is in the history once: a try that was cleared after it had failed is there already.</summary>
    public const string CopyToHistory = """
        INSERT INTO task_instance_history (
            task_instance_id, task_id, dag_id, run_id, map_index, try_number, start_date, end_date, duration, state, max_tries, hostname,
            unixname, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, queued_dttm, scheduled_dttm,
            queued_by_job_id, pid, executor, executor_config, updated_at, rendered_map_index, context_carrier, span_status,
            external_executor_id, trigger_id, trigger_timeout, next_method, next_kwargs, task_display_name, dag_version_id,
            retry_delay_override, retry_reason, exit_cause)
        SELECT
            id, task_id, dag_id, run_id, map_index, try_number, start_date, COALESCE(end_date, @at), duration, @state, max_tries, hostname,
            unixname, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, queued_dttm, scheduled_dttm,
            queued_by_job_id, pid, executor, executor_config, updated_at, rendered_map_index, context_carrier, span_status,
            external_executor_id, trigger_id, trigger_timeout, next_method, next_kwargs, task_display_name, dag_version_id,
            retry_delay_override, retry_reason, exit_cause
        FROM task_instance
        WHERE id = @id
        ON CONFLICT DO NOTHING
        """;

    /// <summary>The question that the try asked people, with the answer.</summary>
    public const string CopyQuestion = """
        INSERT INTO hitl_detail_history (
            ti_history_id, options, subject, body, defaults, multiple, params, assignees, created_at, responded_at, responded_by, chosen_options, params_input)
        SELECT ti_id, options, subject, body, defaults, multiple, params, assignees, created_at, responded_at, responded_by, chosen_options, params_input
        FROM hitl_detail
        WHERE ti_id = @id
        ON CONFLICT DO NOTHING
        """;

    public const string Rename = """
        UPDATE task_instance SET id = @new_id WHERE id = @id
        """;

    /// <summary>A try that was given back looks as if it had not begun; why it was is in the history.</summary>
    public const string ForgetTry = """
        UPDATE task_instance
        SET start_date = NULL, end_date = NULL, duration = NULL, queued_dttm = NULL, last_heartbeat_at = NULL
        WHERE id = @id
        """;

    /// <summary>A later part of the try began, as far as is known, when it was queued: start_date is that of the first.</summary>
    public const string AddReschedule = """
        INSERT INTO task_reschedule (ti_id, start_date, end_date, duration, reschedule_date)
        SELECT part.id, part.began, @at, strftime('%s', substr(@at, 1, 19)) - strftime('%s', substr(part.began, 1, 19)), @reschedule_date
        FROM (
            SELECT id,
                   CASE WHEN EXISTS (SELECT 1 FROM task_reschedule r WHERE r.ti_id = t.id) THEN COALESCE(queued_dttm, @at) ELSE COALESCE(start_date, @at) END AS began
            FROM task_instance t
            WHERE id = @id) part
        """;

    public const string DropReschedules = """
        DELETE FROM task_reschedule WHERE ti_id = @id
        """;
}
