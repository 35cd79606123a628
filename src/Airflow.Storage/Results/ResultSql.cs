namespace Airflow.Storage.Results;

/// <summary>Statements of Celery's table of results.</summary>
internal static class ResultSql
{
    public const string Save = """
        INSERT INTO celery_taskmeta (task_id, status, result, date_done, traceback)
        VALUES (@task_id, @status, @result, @date_done, @traceback)
        ON CONFLICT (task_id) DO UPDATE SET
            status = excluded.status,
            result = excluded.result,
            date_done = excluded.date_done,
            traceback = excluded.traceback
        """;
}
