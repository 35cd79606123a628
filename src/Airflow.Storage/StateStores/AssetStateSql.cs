namespace Airflow.Storage.StateStores;

/// <summary>Statements of the values that are kept about assets.</summary>
internal static class AssetStateSql
{
    public const string Find = """
        SELECT value FROM asset_state_store WHERE asset_id = @asset_id AND key = @key
        """;

    public const string Save = """
        INSERT INTO asset_state_store (
            asset_id, key, value, updated_at, last_updated_by_kind, last_updated_by_dag_id, last_updated_by_run_id, last_updated_by_task_id,
            last_updated_by_map_index)
        VALUES (@asset_id, @key, @value, @now, 'task', @dag_id, @run_id, @task_id, @map_index)
        ON CONFLICT (asset_id, key) DO UPDATE SET
            value = excluded.value,
            updated_at = excluded.updated_at,
            last_updated_by_kind = excluded.last_updated_by_kind,
            last_updated_by_dag_id = excluded.last_updated_by_dag_id,
            last_updated_by_run_id = excluded.last_updated_by_run_id,
            last_updated_by_task_id = excluded.last_updated_by_task_id,
            last_updated_by_map_index = excluded.last_updated_by_map_index
        """;

    public const string Delete = """
        DELETE FROM asset_state_store WHERE asset_id = @asset_id AND key = @key
        """;

    public const string Clear = """
        DELETE FROM asset_state_store WHERE asset_id = @asset_id
        """;
}
