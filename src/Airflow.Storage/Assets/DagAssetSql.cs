namespace Airflow.Storage.Assets;

/// <summary>Statements that store which assets a DAG names.</summary>
internal static class DagAssetSql
{
    /// <summary>Those of the DAGs that name assets in any way, as they are stored.</summary>
    public const string ListNaming = """
        SELECT dag_id FROM dag_schedule_asset_reference WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        UNION
        SELECT dag_id FROM dag_schedule_asset_alias_reference WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        UNION
        SELECT dag_id FROM dag_schedule_asset_name_reference WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        UNION
        SELECT dag_id FROM dag_schedule_asset_uri_reference WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        UNION
        SELECT dag_id FROM task_inlet_asset_reference WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        UNION
        SELECT dag_id FROM task_outlet_asset_reference WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        """;

    public const string SaveAsset = """
        INSERT INTO asset (name, uri, "group", extra, created_at, updated_at) VALUES (@name, @uri, @group, @extra, @now, @now)
        ON CONFLICT (name, uri) DO UPDATE SET "group" = excluded."group", extra = excluded.extra, updated_at = excluded.updated_at
        WHERE asset."group" <> excluded."group" OR CAST(asset.extra AS TEXT) <> CAST(excluded.extra AS TEXT)
        """;

    public const string SaveAlias = """
        INSERT INTO asset_alias (name, "group") VALUES (@name, @group)
        ON CONFLICT (name) DO UPDATE SET "group" = excluded."group" WHERE asset_alias."group" <> excluded."group"
        """;

    public const string ForgetSchedule = "DELETE FROM dag_schedule_asset_reference WHERE dag_id = @dag_id";
    public const string ForgetScheduleAliases = "DELETE FROM dag_schedule_asset_alias_reference WHERE dag_id = @dag_id";
    public const string ForgetScheduleNames = "DELETE FROM dag_schedule_asset_name_reference WHERE dag_id = @dag_id";
    public const string ForgetScheduleUris = "DELETE FROM dag_schedule_asset_uri_reference WHERE dag_id = @dag_id";
    public const string ForgetInlets = "DELETE FROM task_inlet_asset_reference WHERE dag_id = @dag_id";
    public const string ForgetOutlets = "DELETE FROM task_outlet_asset_reference WHERE dag_id = @dag_id";

    public static IReadOnlyList<string> ForgetReferences { get; } =
        [ForgetSchedule, ForgetScheduleAliases, ForgetScheduleNames, ForgetScheduleUris, ForgetInlets, ForgetOutlets];

    public const string AddSchedule = """
        INSERT INTO dag_schedule_asset_reference (asset_id, dag_id, allow_global_producers, created_at, updated_at)
        SELECT id, @dag_id, TRUE, @now, @now FROM asset WHERE name = @name AND uri = @uri
        """;

    public const string AddScheduleAlias = """
        INSERT INTO dag_schedule_asset_alias_reference (alias_id, dag_id, created_at, updated_at)
        SELECT id, @dag_id, @now, @now FROM asset_alias WHERE name = @name
        """;

    public const string AddScheduleName = """
        INSERT INTO dag_schedule_asset_name_reference (name, dag_id, created_at) VALUES (@name, @dag_id, @now)
        """;

    public const string AddScheduleUri = """
        INSERT INTO dag_schedule_asset_uri_reference (uri, dag_id, created_at) VALUES (@uri, @dag_id, @now)
        """;

    public const string AddInlet = """
        INSERT INTO task_inlet_asset_reference (asset_id, dag_id, task_id, created_at, updated_at)
        SELECT id, @dag_id, @task_id, @now, @now FROM asset WHERE name = @name AND uri = @uri
        """;

    public const string AddOutlet = """
        INSERT INTO task_outlet_asset_reference (asset_id, dag_id, task_id, allow_global_consumers, created_at, updated_at)
        SELECT id, @dag_id, @task_id, TRUE, @now, @now FROM asset WHERE name = @name AND uri = @uri
        """;

    public const string ForgetQueue = """
        DELETE FROM asset_dag_run_queue
        WHERE target_dag_id = @dag_id
          AND asset_id NOT IN (SELECT asset_id FROM dag_schedule_asset_reference WHERE dag_id = @dag_id)
          AND asset_id NOT IN (
              SELECT l.asset_id
              FROM asset_alias_asset l
              JOIN dag_schedule_asset_alias_reference s ON s.alias_id = l.alias_id
              WHERE s.dag_id = @dag_id)
          AND asset_id NOT IN (
              SELECT a.id
              FROM asset a
              WHERE a.name IN (SELECT name FROM dag_schedule_asset_name_reference WHERE dag_id = @dag_id)
                 OR a.uri IN (SELECT uri FROM dag_schedule_asset_uri_reference WHERE dag_id = @dag_id))
        """;

    /// <summary>An asset that came through an alias is in use as long as the alias stands for it.</summary>
    public const string Deactivate = """
        DELETE FROM asset_active
        WHERE NOT EXISTS (
            SELECT 1
            FROM asset a
            WHERE a.name = asset_active.name AND a.uri = asset_active.uri
              AND (EXISTS (SELECT 1 FROM asset_alias_asset l WHERE l.asset_id = a.id)
                OR EXISTS (
                    SELECT 1
                    FROM (
                        SELECT asset_id, dag_id FROM dag_schedule_asset_reference
                        UNION ALL SELECT asset_id, dag_id FROM task_outlet_asset_reference
                        UNION ALL SELECT asset_id, dag_id FROM task_inlet_asset_reference) named
                    JOIN dag d ON d.dag_id = named.dag_id AND NOT d.is_stale
                    WHERE named.asset_id = a.id)))
        """;
}
