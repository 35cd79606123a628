using Airflow.Storage.Pools;

namespace Airflow.Storage.Tasks;

/// <summary>Statements of task instances that only read them, and those of their heartbeats and rendered fields.</summary>
internal static class TaskInstanceSql
{
    public const string FindById = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE id = @id
        """;

    public const string FindReschedules = """
        SELECT COUNT(*), MIN(start_date) FROM task_reschedule WHERE ti_id = @id
        """;

    public const string FindTrigger = """
        SELECT classpath, kwargs, queue FROM "trigger" WHERE id = @id
        """;

    public const string ListByIds = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE id IN (SELECT value FROM json_each(@ids))
        """;

    public const string Find = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index
        """;

    public const string ListForRun = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE dag_id = @dag_id AND run_id = @run_id
        ORDER BY task_id, map_index
        """;

    public const string ListForRuns = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE (dag_id, run_id) IN (SELECT dag_id, run_id FROM dag_run WHERE id IN (SELECT value FROM json_each(@numbers)))
        ORDER BY dag_id, run_id, task_id, map_index
        """;

    public const string ListHistory = """
        SELECT task_instance_id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, NULL, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, NULL, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               NULL, NULL, NULL
        FROM task_instance_history
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index
        ORDER BY try_number
        """;

    public const string ListHistoryForRun = """
        SELECT task_instance_id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, NULL, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, NULL, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               NULL, NULL, NULL
        FROM task_instance_history
        WHERE dag_id = @dag_id AND run_id = @run_id
        ORDER BY task_id, map_index, try_number
        """;

    public const string FindArchived = """
        SELECT task_instance_id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, NULL, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, NULL, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               NULL, NULL, NULL
        FROM task_instance_history
        WHERE task_instance_id = @id
        """;

    /// <summary>See <see cref="PoolSql.Lock"/>.</summary>
    public const string LockPools = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots
        WHERE pool IN (SELECT t.pool FROM task_instance t WHERE t.dag_id = @dag_id AND t.run_id = @run_id AND t.task_id = @task_id AND t.map_index = @map_index)
        """;

    /// <summary>Slots that the instance holds, to be given back before it goes.</summary>
    public const string FreeSlots = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots - (
            SELECT COALESCE(SUM(t.pool_slots), 0)
            FROM task_instance t
            WHERE t.dag_id = @dag_id AND t.run_id = @run_id AND t.task_id = @task_id AND t.map_index = @map_index AND t.pool = slot_pool.pool
              AND (t.state IN ('queued', 'running') OR (slot_pool.include_deferred AND t.state = 'deferred')))
        WHERE pool IN (SELECT t.pool FROM task_instance t WHERE t.dag_id = @dag_id AND t.run_id = @run_id AND t.task_id = @task_id AND t.map_index = @map_index)
        """;

    /// <summary>See the state writer's: what is kept of a finished run is not right any more.</summary>
    public const string TouchFinishedRun = """
        UPDATE dag_run SET task_changes = task_changes + 1 WHERE dag_id = @dag_id AND run_id = @run_id AND state IN ('success', 'failed')
        """;

    public const string Delete = """
        DELETE FROM task_instance WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index
        """;

    public const string SetRenderedMapIndex = """
        UPDATE task_instance SET rendered_map_index = @label, updated_at = @now WHERE id = @id
        """;

    /// <summary>Only states that the index ti_state covers; its condition is repeated so that SQLite uses it.</summary>
    public const string ListActive = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE state IN ('scheduled', 'queued', 'running', 'restarting', 'up_for_retry', 'up_for_reschedule', 'deferred', 'awaiting_input')
          AND state IN (SELECT value FROM json_each(@states))
        ORDER BY rowid
        """;

    /// <summary>Any states; none is the empty text.</summary>
    public const string ListByState = """
        SELECT id, dag_id, run_id, task_id, map_index, state, try_number, max_tries, scheduled_dttm, queued_dttm, start_date, end_date, duration,
               hostname, unixname, pid, pool, pool_slots, queue, priority_weight, operator, custom_operator_name, task_display_name,
               queued_by_job_id, last_heartbeat_at, executor, rendered_map_index, external_executor_id, dag_version_id,
               retry_delay_override, retry_reason, exit_cause, reschedule_date, next_method, next_kwargs, trigger_id, trigger_timeout, updated_at,
               held_at, held_by, hold_reason
        FROM task_instance
        WHERE COALESCE(state, '') IN (SELECT value FROM json_each(@states))
        ORDER BY rowid
        """;

    public const string CountUnfinished = """
        SELECT dag_id, task_id, COALESCE(queue, ''), state, COUNT(*) AS instances
        FROM task_instance
        WHERE state IN ('scheduled', 'queued', 'running', 'deferred')
        GROUP BY dag_id, task_id, COALESCE(queue, ''), state
        ORDER BY instances DESC, dag_id, task_id, state
        LIMIT @limit
        """;

    public const string Heartbeat = """
        UPDATE task_instance SET last_heartbeat_at = @now WHERE id = @id AND state = 'running'
        """;

    public const string SaveRenderedFields = """
        INSERT INTO rendered_task_instance_fields (dag_id, task_id, run_id, map_index, rendered_fields)
        VALUES (@dag_id, @task_id, @run_id, @map_index, @rendered_fields)
        ON CONFLICT (dag_id, task_id, run_id, map_index) DO UPDATE SET rendered_fields = excluded.rendered_fields
        """;

    public const string AnyEarlier = """
        SELECT 1
        FROM task_instance t
        JOIN dag_run r ON r.dag_id = t.dag_id AND r.run_id = t.run_id
        WHERE t.dag_id = @dag_id AND t.task_id = @task_id AND r.logical_date < @logical_date
        LIMIT 1
        """;

    public const string FindRenderedFields = """
        SELECT rendered_fields
        FROM rendered_task_instance_fields
        WHERE dag_id = @dag_id AND task_id = @task_id AND run_id = @run_id AND map_index = @map_index
        """;

    public const string Exists = """
        SELECT 1 FROM task_instance WHERE dag_id = @dag_id AND task_id = @task_id AND run_id = @run_id AND map_index = @map_index
        """;

    public const string FindNote = """
        SELECT n.content, n.user_id, n.created_at, n.updated_at
        FROM task_instance t
        JOIN task_instance_note n ON n.ti_id = t.id
        WHERE t.dag_id = @dag_id AND t.task_id = @task_id AND t.run_id = @run_id AND t.map_index = @map_index
        """;

    public const string SaveNote = """
        INSERT INTO task_instance_note (ti_id, user_id, content, created_at, updated_at)
        SELECT id, @user, @note, @now, @now
        FROM task_instance
        WHERE dag_id = @dag_id AND task_id = @task_id AND run_id = @run_id AND map_index = @map_index
        ON CONFLICT (ti_id) DO UPDATE SET user_id = excluded.user_id, content = excluded.content, updated_at = excluded.updated_at
        """;

    public const string DeleteNote = """
        DELETE FROM task_instance_note
        WHERE ti_id = (
            SELECT id FROM task_instance WHERE dag_id = @dag_id AND task_id = @task_id AND run_id = @run_id AND map_index = @map_index)
        """;
}
