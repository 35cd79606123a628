namespace Airflow.Storage.Results;

/// <summary>Statements of Celery's table of results in PostgreSQL's words.</summary>
internal static class ResultPostgresSql
{
    /// <summary>Celery takes the number from its sequence; the column has none by itself.</summary>
    public const string Save = """
        INSERT INTO celery_taskmeta (id, task_id, status, result, date_done, traceback)
        VALUES (nextval('task_id_sequence'), @task_id, @status, @result, @date_done, @traceback)
        ON CONFLICT (task_id) DO UPDATE SET
            status = excluded.status,
            result = excluded.result,
            date_done = excluded.date_done,
            traceback = excluded.traceback
        """;
}
