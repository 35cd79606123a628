namespace Airflow.Storage.StateStores;

/// <summary>Statements of what people change in the stores of tasks and assets.</summary>
internal static class StateEditSql
{
    public const string SaveAsset = """
        INSERT INTO asset_state_store (
            asset_id, key, value, updated_at, last_updated_by_kind, last_updated_by_dag_id, last_updated_by_run_id, last_updated_by_task_id,
            last_updated_by_map_index)
        VALUES (@asset_id, @key, @value, @now, 'api', NULL, NULL, NULL, NULL)
        ON CONFLICT (asset_id, key) DO UPDATE SET
            value = excluded.value,
            updated_at = excluded.updated_at,
            last_updated_by_kind = excluded.last_updated_by_kind,
            last_updated_by_dag_id = excluded.last_updated_by_dag_id,
            last_updated_by_run_id = excluded.last_updated_by_run_id,
            last_updated_by_task_id = excluded.last_updated_by_task_id,
            last_updated_by_map_index = excluded.last_updated_by_map_index
        """;

    public const string ReplaceTask = """
        UPDATE task_state_store
        SET value = @value, updated_at = @now
        WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id AND map_index = @map_index AND key = @key
          AND (expires_at IS NULL OR expires_at > @now)
        """;

    public const string ClearTask = """
        DELETE FROM task_state_store WHERE dag_id = @dag_id AND run_id = @run_id AND task_id = @task_id
        """;
}
