namespace Airflow.Storage.Sql;

/// <summary>
/// One open connection. Statements are named constants, arguments go by name without the @, and may be text, numbers, flags, times,
/// ids or bytes; each dialect stores those in its own way. Constants are known by reference, so that each is prepared once.
/// </summary>
internal interface ISqlSession
{
    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] arguments);

    /// <summary>The first row; default when there is none.</summary>
    Task<T?> FirstAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] arguments);

    Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] arguments);

    /// <summary>Runs a statement once for each of these arguments; returns how many rows it changed each time.</summary>
    Task<IReadOnlyList<int>> ExecuteManyAsync(string sql, IReadOnlyList<(string Name, object? Value)[]> arguments);

    /// <summary>Waits until no other transaction has this lock, and keeps it until this one ends.</summary>
    Task LockAsync(SqlLock scope);
}
