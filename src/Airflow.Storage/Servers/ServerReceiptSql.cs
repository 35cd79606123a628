namespace Airflow.Storage.Servers;

/// <summary>Statements of table write_receipt, which SQLite does not have: its commits are answered or not made.</summary>
internal static class ServerReceiptSql
{
    public const string Add = """
        INSERT INTO write_receipt (id, created_at) VALUES (@id, @now) ON CONFLICT DO NOTHING
        """;

    public const string Forget = """
        DELETE FROM write_receipt WHERE id = @id
        """;

    public const string Sweep = """
        DELETE FROM write_receipt WHERE created_at < @before
        """;
}
