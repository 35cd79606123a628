namespace Airflow.Storage.Results;

/// <summary>
/// Statements of Celery's table of results in the words of MySQL and MariaDB. On MariaDB Celery takes the number from a sequence, on MySQL the
/// column counts by itself: what stands in a comment of the form /*M! */ is read by MariaDB only.
/// </summary>
internal static class ResultMySqlSql
{
    public const string Save = """
        INSERT INTO celery_taskmeta (/*M! id, */ task_id, status, result, date_done, traceback)
        VALUES (/*M! NEXTVAL(task_id_sequence), */ @task_id, @status, @result, @date_done, @traceback)
        ON DUPLICATE KEY UPDATE
            status = VALUES(status),
            result = VALUES(result),
            date_done = VALUES(date_done),
            traceback = VALUES(traceback)
        """;
}
