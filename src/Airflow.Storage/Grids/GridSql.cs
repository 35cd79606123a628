namespace Airflow.Storage.Grids;

/// <summary>Statements of what pages show of many runs at once.</summary>
internal static class GridSql
{
    public const string ListMarks = """
        SELECT run_id, id, state, end_date, clear_number, task_changes
        FROM dag_run
        WHERE dag_id = @dag_id AND run_id IN (SELECT value FROM json_each(@run_ids))
        """;

    public const string CountTasks = """
        SELECT run_id, task_id, state, COUNT(*), MIN(start_date), MAX(end_date)
        FROM task_instance
        WHERE dag_id = @dag_id AND run_id IN (SELECT value FROM json_each(@run_ids))
        GROUP BY run_id, task_id, state
        """;

    public const string ListNoted = """
        SELECT DISTINCT t.run_id, t.task_id
        FROM task_instance t
        JOIN task_instance_note n ON n.ti_id = t.id
        WHERE t.dag_id = @dag_id AND t.run_id IN (SELECT value FROM json_each(@run_ids)) AND n.content IS NOT NULL AND n.content <> ''
        """;

    public const string LastRuns = """
        SELECT id, dag_id, run_id, logical_date, run_after, start_date, end_date, state
        FROM (
            SELECT id, dag_id, run_id, logical_date, run_after, start_date, end_date, state,
                   ROW_NUMBER() OVER (PARTITION BY dag_id ORDER BY run_after DESC, id DESC) AS place
            FROM dag_run
            WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        ) placed
        WHERE place <= @per_dag
        ORDER BY dag_id, place
        """;

    public const string ListRuns = """
        SELECT id, dag_id, run_id, logical_date, run_after, start_date, end_date, state
        FROM dag_run
        WHERE dag_id = @dag_id AND (run_after >= @from_time OR @from_time IS NULL) AND (run_after <= @to_time OR @to_time IS NULL)
        ORDER BY run_after DESC
        LIMIT @limit
        """;

    public const string CountRuns = """
        SELECT state, COUNT(*)
        FROM dag_run
        WHERE (start_date >= @from_time OR start_date IS NULL) AND (end_date <= @to_time OR end_date IS NULL OR @to_time IS NULL)
        GROUP BY state
        """;

    public const string CountTasksOfTime = """
        SELECT t.state, COUNT(*)
        FROM dag_run r
        JOIN task_instance t ON t.dag_id = r.dag_id AND t.run_id = r.run_id
        WHERE (r.start_date >= @from_time OR r.start_date IS NULL) AND (r.end_date <= @to_time OR r.end_date IS NULL OR @to_time IS NULL)
        GROUP BY t.state
        """;

    public const string CountDags = """
        SELECT (SELECT r.state FROM dag_run r WHERE r.id = (SELECT MAX(m.id) FROM dag_run m WHERE m.dag_id = d.dag_id)) AS last_state, COUNT(*)
        FROM dag d
        WHERE NOT d.is_stale AND NOT d.is_paused
        GROUP BY last_state
        """;
}
