using System.Data.Common;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Servers;

/// <summary>One connection to a database server, for one read or one transaction. Its errors are classified already.</summary>
internal abstract class ServerSession(DbConnection connection, IServerDialect dialect, CancellationToken cancellationToken) : ISqlSession
{
    protected CancellationToken CancellationToken => cancellationToken;

    protected DbConnection Connection => connection;

    protected IServerDialect Dialect => dialect;

    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] arguments)
    {
        try
        {
            await using var command = CreateCommand(sql, arguments);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
    }

    public async Task<T?> FirstAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] arguments)
    {
        try
        {
            await using var command = CreateCommand(sql, arguments);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? read(dialect.RowOf(reader)) : default;
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] arguments)
    {
        try
        {
            await using var command = CreateCommand(sql, arguments);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            var row = dialect.RowOf(reader);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(row));
            }

            return rows;
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
    }

    public virtual async Task<IReadOnlyList<int>> ExecuteManyAsync(string sql, IReadOnlyList<(string Name, object? Value)[]> arguments)
    {
        var changed = new int[arguments.Count];
        for (var index = 0; index < changed.Length; index++)
        {
            changed[index] = await ExecuteAsync(sql, arguments[index]);
        }

        return changed;
    }

    public abstract Task LockAsync(SqlLock scope);

    /// <summary>Gives back a lock that would outlive the transaction, as that of migrations does where they commit by themselves.</summary>
    public virtual Task UnlockAsync(SqlLock scope) => Task.CompletedTask;

    /// <summary>Runs a script as it stands.</summary>
    public async Task RunScriptAsync(string sql)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
    }

    /// <summary>
    /// Runs statements one after the other; returns the index of the first that did not change as many rows as it must, after which
    /// others may have run too, or -1.
    /// </summary>
    public abstract Task<int> RunAsync(IReadOnlyList<ServerStep> steps);

    private DbCommand CreateCommand(string sql, (string Name, object? Value)[] arguments)
    {
        var statement = dialect.Translate(sql);
        var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        for (var n = 1; n <= statement.Parameters.Length; n++)
        {
            command.Parameters.Add(dialect.ParameterOf(n, ServerArguments.Find(statement.Parameters[n - 1], arguments)));
        }

        return command;
    }
}
