using Airflow.Storage.Cleaning;

namespace Airflow.Storage.Sqlite;

/// <summary>Archives in SQLite's words.</summary>
internal static class SqliteArchives
{
    public static ArchiveWords Words { get; } = new()
    {
        List = """
            SELECT name
            FROM sqlite_master
            WHERE type = 'table' AND name LIKE '\_airflow\_deleted\_\_%' ESCAPE '\'
            ORDER BY name
            """,
        ListColumns = """
            SELECT name
            FROM pragma_table_info(@archive)
            ORDER BY cid
            """,
        TextOf = column => $"CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE \"{column}\" END",
        Order = "rowid",
        RowId = "rowid",
        IsAfter = "rowid > CAST(@after AS INTEGER)",
        FirstRow = "0",
    };
}
