namespace Airflow.Storage.Assets;

/// <summary>Statements that store the events of a task.</summary>
internal static class AssetUpdateSql
{
    public const string AddAsset = """
        INSERT INTO asset (name, uri, "group", extra, created_at, updated_at) VALUES (@name, @uri, 'asset', @extra, @at, @at)
        ON CONFLICT (name, uri) DO NOTHING
        """;

    /// <summary>A name and a uri belong to one active asset each.</summary>
    public const string Activate = """
        INSERT INTO asset_active (name, uri)
        SELECT CAST(@name AS VARCHAR), CAST(@uri AS VARCHAR)
        WHERE NOT EXISTS (SELECT 1 FROM asset_active WHERE name = @name OR uri = @uri)
        ON CONFLICT (name, uri) DO NOTHING
        """;

    public const string AddAlias = """
        INSERT INTO asset_alias (name, "group") VALUES (@name, 'asset') ON CONFLICT (name) DO NOTHING
        """;

    public const string LinkAlias = """
        INSERT INTO asset_alias_asset (alias_id, asset_id)
        SELECT l.id, a.id FROM asset_alias l JOIN asset a ON l.name = @alias AND a.name = @name AND a.uri = @uri
        WHERE TRUE
        ON CONFLICT (alias_id, asset_id) DO NOTHING
        """;

    public const string FindTargets = """
        SELECT a.id
        FROM asset a
        JOIN asset_active c ON c.name = a.name AND c.uri = a.uri
        WHERE (a.name = @name OR @name IS NULL) AND (a.uri = @uri OR @uri IS NULL)
        """;

    public const string AddEvent = """
        INSERT INTO asset_event (asset_id, extra, timestamp, source_task_id, source_dag_id, source_run_id, source_map_index, partition_key)
        SELECT @asset_id, @extra, @at, t.task_id, t.dag_id, t.run_id, t.map_index, r.partition_key
        FROM task_instance t
        JOIN dag_run r ON r.dag_id = t.dag_id AND r.run_id = t.run_id
        WHERE t.id = @ti_id
        """;

    /// <summary>The newest event is the one just stored: the writer is the only one.</summary>
    public const string LinkEvent = """
        INSERT INTO asset_alias_asset_event (alias_id, event_id)
        SELECT id, (SELECT MAX(id) FROM asset_event) FROM asset_alias WHERE name = @alias
        """;

    /// <summary>For every DAG in use whose schedule names the asset; only the first event counts until a run takes it.</summary>
    public const string Queue = """
        INSERT INTO asset_dag_run_queue (asset_id, target_dag_id, created_at)
        SELECT a.id, d.dag_id, @at
        FROM asset a
        JOIN dag d ON NOT d.is_paused AND NOT d.is_stale
        WHERE a.id = @asset_id
          AND (EXISTS (SELECT 1 FROM dag_schedule_asset_reference r WHERE r.asset_id = a.id AND r.dag_id = d.dag_id)
            OR EXISTS (SELECT 1 FROM dag_schedule_asset_name_reference n WHERE n.name = a.name AND n.dag_id = d.dag_id)
            OR EXISTS (SELECT 1 FROM dag_schedule_asset_uri_reference u WHERE u.uri = a.uri AND u.dag_id = d.dag_id)
            OR EXISTS (
                SELECT 1
                FROM asset_alias_asset l
                JOIN dag_schedule_asset_alias_reference s ON s.alias_id = l.alias_id
                WHERE l.asset_id = a.id AND s.dag_id = d.dag_id))
        ON CONFLICT (asset_id, target_dag_id) DO NOTHING
        """;
}
