namespace Airflow.Storage.Assets;

/// <summary>Statements of events that people make or take back.</summary>
internal static class AssetEventSql
{
    public const string Exists = """
        SELECT 1 FROM asset WHERE id = @asset_id
        """;

    public const string Add = """
        INSERT INTO asset_event (asset_id, extra, timestamp, source_map_index, partition_key) VALUES (@asset_id, @extra, @at, -1, @partition_key)
        """;

    public const string FindNewest = """
        SELECT MAX(id) FROM asset_event WHERE asset_id = @asset_id
        """;

    public const string DeleteQueued = """
        DELETE FROM asset_dag_run_queue
        WHERE (target_dag_id = @dag_id OR @dag_id IS NULL) AND (asset_id = @asset_id OR @asset_id IS NULL) AND (created_at < @before OR @before IS NULL)
        """;

    public const string ListProducers = """
        SELECT DISTINCT o.dag_id
        FROM task_outlet_asset_reference o
        JOIN dag d ON d.dag_id = o.dag_id
        WHERE o.asset_id = @asset_id AND NOT d.is_stale
        ORDER BY o.dag_id
        """;
}
