namespace Airflow.Storage.Migrations;

/// <summary>The record of applied migrations.</summary>
internal static class SqliteMigrationSql
{
    public const string CreateTable = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            name VARCHAR(250) NOT NULL PRIMARY KEY,
            checksum CHAR(64) NOT NULL,
            applied_at TIMESTAMP NOT NULL)
        """;

    public const string TableExists = """
        SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'
        """;

    public const string ListNames = """
        SELECT name FROM schema_migration ORDER BY name
        """;

    public const string List = """
        SELECT name, checksum FROM schema_migration ORDER BY name
        """;

    public const string Add = """
        INSERT INTO schema_migration (name, checksum, applied_at) VALUES (@name, @checksum, strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        """;

    /// <summary>The same as <see cref="Add"/>, for a script that somebody runs by hand.</summary>
    public static string Record(string name, string checksum) =>
        $"INSERT INTO schema_migration (name, checksum, applied_at) VALUES ('{name}', '{checksum}', strftime('%Y-%m-%d %H:%M:%f000', 'now'))";
}
