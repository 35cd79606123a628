namespace Airflow.Storage.Coordination;

/// <summary>Statements of the audit log.</summary>
internal static class AuditLogSql
{
    public const string Insert = """
        INSERT INTO log (dttm, dag_id, task_id, map_index, event, logical_date, run_id, owner, extra, try_number)
        VALUES (@dttm, @dag_id, @task_id, @map_index, @event, @logical_date, @run_id, @owner, @extra, @try_number)
        """;

    public const string List = """
        SELECT id, dttm, event, dag_id, task_id, run_id, map_index, try_number, logical_date, owner, extra
        FROM log
        WHERE (dag_id = @dag_id OR @dag_id IS NULL)
          AND (task_id = @task_id OR @task_id IS NULL)
          AND (event = @event OR @event IS NULL)
        ORDER BY id DESC
        LIMIT @limit
        """;
}
