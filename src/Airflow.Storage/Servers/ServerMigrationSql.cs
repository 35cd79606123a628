namespace Airflow.Storage.Servers;

/// <summary>The record of applied migrations.</summary>
internal static class ServerMigrationSql
{
    public const string TableExists = """
        SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migration'
        """;

    public const string ListNames = """
        SELECT name FROM schema_migration ORDER BY name
        """;

    public const string List = """
        SELECT name, checksum FROM schema_migration ORDER BY name
        """;

    public const string Add = """
        INSERT INTO schema_migration (name, checksum, applied_at) VALUES (@name, @checksum, CURRENT_TIMESTAMP)
        """;

    /// <summary>The same as <see cref="Add"/>, for a script that somebody runs by hand.</summary>
    public static string Record(string name, string checksum) =>
        $"INSERT INTO schema_migration (name, checksum, applied_at) VALUES ('{name}', '{checksum}', CURRENT_TIMESTAMP)";
}
