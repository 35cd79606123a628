namespace Airflow.Storage.Sql;

/// <summary>Reads and writes that are one statement.</summary>
internal static class SqlDatabaseExtensions
{
    public static Task<T?> FirstAsync<T>(
        this ISqlDatabase database, string sql, Func<SqlRow, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] arguments) =>
        database.ReadAsync(session => session.FirstAsync(sql, read, arguments), cancellationToken);

    public static Task<IReadOnlyList<T>> ListAsync<T>(
        this ISqlDatabase database, string sql, Func<SqlRow, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] arguments) =>
        database.ReadAsync(session => session.ListAsync(sql, read, arguments), cancellationToken);

    public static Task<int> ExecuteAsync(
        this ISqlDatabase database, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] arguments) =>
        database.WriteAsync(session => session.ExecuteAsync(sql, arguments), cancellationToken);
}
