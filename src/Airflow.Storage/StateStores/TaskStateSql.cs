namespace Airflow.Storage.StateStores;

/// <summary>Statements of the values that tasks keep.</summary>
internal static class TaskStateSql
{
    public const string Find = """
        SELECT value
        FROM task_state_store
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index AND key = @key
          AND (expires_at IS NULL OR expires_at > @now)
        """;

    public const string Save = """
        INSERT INTO task_state_store (dag_run_id, task_id, map_index, key, dag_id, run_id, value, updated_at, expires_at)
        SELECT id, @task_id, @map_index, @key, dag_id, run_id, @value, @now, @expires_at
        FROM dag_run
        WHERE dag_id = @dag_id AND run_id = @run_id
        ON CONFLICT (dag_run_id, task_id, map_index, key) DO UPDATE SET
            value = excluded.value, updated_at = excluded.updated_at, expires_at = excluded.expires_at
        """;

    public const string Delete = """
        DELETE FROM task_state_store
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index AND key = @key
        """;

    public const string Clear = """
        DELETE FROM task_state_store WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index
        """;
}
