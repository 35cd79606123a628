namespace Airflow.Storage.Assets;

/// <summary>Statements of assets and their events in MySQL's words.</summary>
internal static class AssetMySqlSql
{
    public const string Activate = """
        INSERT IGNORE INTO asset_active (name, uri)
        SELECT @name, @uri
        FROM DUAL
        WHERE NOT EXISTS (SELECT 1 FROM asset_active WHERE name = @name OR uri = @uri)
        """;

    /// <summary>Of the event that this session stored last.</summary>
    public const string LinkEvent = """
        INSERT INTO asset_alias_asset_event (alias_id, event_id)
        SELECT id, LAST_INSERT_ID() FROM asset_alias WHERE name = @alias
        """;

    /// <summary>Compares before it sets: the server sets one column after the other.</summary>
    public const string SaveAsset = """
        INSERT INTO asset (name, uri, "group", extra, created_at, updated_at) VALUES (@name, @uri, @group, @extra, @now, @now)
        ON DUPLICATE KEY UPDATE
            updated_at = IF("group" <> VALUES("group") OR extra <> VALUES(extra), VALUES(updated_at), updated_at),
            "group" = VALUES("group"),
            extra = VALUES(extra)
        """;

    public const string SaveAlias = """
        INSERT INTO asset_alias (name, "group") VALUES (@name, @group) ON DUPLICATE KEY UPDATE "group" = VALUES("group")
        """;
}
