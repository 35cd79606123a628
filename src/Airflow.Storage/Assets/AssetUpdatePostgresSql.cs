namespace Airflow.Storage.Assets;

/// <summary>Statements of asset events in PostgreSQL's words.</summary>
internal static class AssetUpdatePostgresSql
{
    /// <summary>Of the event that this session stored last.</summary>
    public const string LinkEvent = """
        INSERT INTO asset_alias_asset_event (alias_id, event_id)
        SELECT id, currval(pg_get_serial_sequence('asset_event', 'id')) FROM asset_alias WHERE name = @alias
        """;
}
