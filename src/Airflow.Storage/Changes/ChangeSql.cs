namespace Airflow.Storage.Changes;

/// <summary>Statements of what has changed.</summary>
internal static class ChangeSql
{
    public const string LastRun = """
        SELECT COALESCE(MAX(id), 0) FROM dag_run
        """;

    public const string ActiveRuns = """
        SELECT id, dag_id, run_id, state, logical_date, run_after, start_date, end_date FROM dag_run WHERE state = 'running'
        UNION ALL
        SELECT id, dag_id, run_id, state, logical_date, run_after, start_date, end_date FROM dag_run WHERE state = 'queued'
        """;

    public const string NewRuns = """
        SELECT id, dag_id, run_id, state, logical_date, run_after, start_date, end_date FROM dag_run WHERE id > @after ORDER BY id LIMIT @limit
        """;

    public const string FindRun = """
        SELECT id, dag_id, run_id, state, logical_date, run_after, start_date, end_date FROM dag_run WHERE id = @id
        """;

    public const string FindRunByName = """
        SELECT id, dag_id, run_id, state, logical_date, run_after, start_date, end_date FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id
        """;

    public const string LastAction = """
        SELECT COALESCE(MAX(id), 0) FROM log
        """;

    public const string Actions = """
        SELECT id, dag_id, run_id FROM log WHERE id > @after AND dag_id IS NOT NULL ORDER BY id DESC LIMIT @limit
        """;

    public const string TasksOfRunning = """
        SELECT t.dag_id, t.run_id, t.task_id, t.map_index, t.try_number, t.state, t.start_date, t.end_date, t.updated_at
        FROM dag_run r
        JOIN task_instance t ON t.dag_id = r.dag_id AND t.run_id = r.run_id
        WHERE r.state = 'running' AND t.updated_at >= @since
        ORDER BY t.updated_at DESC
        LIMIT @limit
        """;

    public const string TasksOfRun = """
        SELECT dag_id, run_id, task_id, map_index, try_number, state, start_date, end_date, updated_at
        FROM task_instance
        WHERE dag_id = @dag_id AND run_id = @run_id AND updated_at >= @since
        ORDER BY updated_at DESC
        LIMIT @limit
        """;
}
