using Airflow.Storage.Cleaning;

namespace Airflow.Storage.Postgres;

/// <summary>Archives in PostgreSQL's words.</summary>
internal static class PostgresArchives
{
    public static ArchiveWords Words { get; } = new()
    {
        List = """
            SELECT table_name
            FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_name LIKE '\_airflow\_deleted\_\_%'
            ORDER BY table_name COLLATE "C"
            """,
        ListColumns = """
            SELECT column_name
            FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = @archive
            ORDER BY ordinal_position
            """,
        TextOf = column => $"CAST(\"{column}\" AS TEXT)",
        Order = "ctid",
        RowId = "CAST(ctid AS TEXT)",
        IsAfter = "ctid > CAST(@after AS TID)",
        FirstRow = "(0,0)",
    };
}
