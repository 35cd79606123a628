namespace Airflow.Storage.Sqlite;

/// <summary>The transactions of the writer.</summary>
internal static class SqliteWriterSql
{
    public const string Begin = "BEGIN IMMEDIATE";
    public const string Commit = "COMMIT";
    public const string Rollback = "ROLLBACK";
    public const string Savepoint = "SAVEPOINT one";
    public const string Release = "RELEASE one";
    public const string RollbackTo = "ROLLBACK TO one";
}
