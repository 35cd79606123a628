using Airflow.Storage.Cleaning;

namespace Airflow.Storage.MySql;

/// <summary>Archives in MySQL's words.</summary>
internal static class MySqlArchives
{
    public static ArchiveWords Words { get; } = new()
    {
        List = """
            SELECT table_name
            FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name LIKE '\_airflow\_deleted\_\_%'
            ORDER BY table_name
            """,
        ListColumns = $"""
            SELECT column_name
            FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = @archive AND column_name <> '{MySqlKeys.ArchiveRow}'
            ORDER BY ordinal_position
            """,
        TextOf = column => $"CAST(\"{column}\" AS CHAR)",
        Order = MySqlKeys.ArchiveRow,
        RowId = MySqlKeys.ArchiveRow,
        IsAfter = $"{MySqlKeys.ArchiveRow} > @after",
        FirstRow = "0",
    };
}
