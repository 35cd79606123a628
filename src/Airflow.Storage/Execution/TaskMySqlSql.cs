namespace Airflow.Storage.Execution;

/// <summary>The transitions that count durations, in MySQL's words. It sets columns one after the other, so each is read before it is set.</summary>
internal static class TaskMySqlSql
{
    public const string End = """
        UPDATE task_instance
        SET state = @to,
            end_date = @at,
            duration = TIMESTAMPDIFF(MICROSECOND, start_date, @at) / 1e6,
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
        WHERE id = @id AND state <=> @from
        """;

    public const string Settle = """
        UPDATE task_instance
        SET state = @to,
            try_number = COALESCE(@try_number, try_number),
            duration = COALESCE(duration, TIMESTAMPDIFF(MICROSECOND, start_date, COALESCE(end_date, @at)) / 1e6, 0),
            start_date = COALESCE(start_date, @at),
            end_date = COALESCE(end_date, @at),
            reschedule_date = NULL,
            updated_at = @at
        WHERE id = @id AND state <=> @from
        """;

    public const string Mark = """
        UPDATE task_instance
        SET state = @to,
            duration = COALESCE(duration, TIMESTAMPDIFF(MICROSECOND, start_date, COALESCE(end_date, @at)) / 1e6, 0),
            start_date = COALESCE(start_date, @at),
            end_date = COALESCE(end_date, @at),
            retry_reason = @reason,
            exit_cause = NULL,
            retry_delay_override = NULL,
            reschedule_date = NULL,
            trigger_id = NULL,
            trigger_timeout = NULL,
            next_method = NULL,
            next_kwargs = NULL,
            updated_at = @at
        WHERE id = @id AND state <=> @from
        """;

    public const string AddReschedule = """
        INSERT INTO task_reschedule (ti_id, start_date, end_date, duration, reschedule_date)
        SELECT part.id, part.began, @at, TIMESTAMPDIFF(SECOND, part.began, @at), @reschedule_date
        FROM (
            SELECT id,
                   CASE WHEN EXISTS (SELECT 1 FROM task_reschedule r WHERE r.ti_id = t.id) THEN COALESCE(queued_dttm, @at) ELSE COALESCE(start_date, @at) END AS began
            FROM task_instance t
            WHERE id = @id) part
        """;
}
