using System.Data;
using System.Data.Common;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Servers;

/// <summary>
/// A database on a server. A read or a write whose connection breaks, or that another transaction was in the way of, is done again on
/// another connection until <paramref name="patience"/> is over; a write whose commit got no answer is done again only when it was not applied.
/// </summary>
internal sealed class ServerDatabase(DbDataSource source, IServerDialect dialect, ServerReceipts? receipts, ServerPatience patience) : ISqlDatabase
{
    public ISqlDatabase Reserved => ReservedServer ?? this;

    public ServerDatabase? ReservedServer { get; init; }

    public IServerDialect Dialect => dialect;

    /// <summary>Of the metadata database; another has no such table.</summary>
    public ServerReceipts Receipts => receipts ?? throw new InvalidOperationException("This database keeps no receipts.");

    public ServerPatience Patience => patience;

    public Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> read, CancellationToken cancellationToken) => patience.RunAsync(
        async () =>
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await WatchAsync(connection, () => read(dialect.SessionOf(connection, cancellationToken)));
        },
        cancellationToken);

    public Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> write, CancellationToken cancellationToken) => TransactAsync(
        async session => await write(session), cancellationToken);

    /// <summary>Runs in a transaction of its own; where there are no receipts it is done again after a lost answer.</summary>
    public Task<T> TransactAsync<T>(Func<ServerSession, Task<T>> write, CancellationToken cancellationToken) => receipts is { } names
        ? TransactAsync(write, names, cancellationToken)
        : RepeatAsync(write, cancellationToken);

    private async Task<T> TransactAsync<T>(Func<ServerSession, Task<T>> write, ServerReceipts names, CancellationToken cancellationToken)
    {
        var receipt = names.NewName();
        T? result = default;
        await patience.RunAsync(AttemptAsync, cancellationToken);
        names.Answered(receipt);
        return result!;

        async Task<bool> AttemptAsync()
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await WatchAsync(connection, () => AttemptOnAsync(connection));
        }

        async Task<bool> AttemptOnAsync(DbConnection connection)
        {
            await using var transaction = await BeginAsync(connection, cancellationToken);
            var session = dialect.SessionOf(connection, cancellationToken);
            if (await session.RunAsync(names.Steps(receipt)) >= 0)
            {
                // an attempt whose answer was lost
                return true;
            }

            result = await write(session);
            await CommitAsync(transaction, cancellationToken);
            return true;
        }
    }

    /// <summary>Runs in a transaction of its own that may be done twice without harm, and that needs none of our tables.</summary>
    public Task<T> RepeatAsync<T>(Func<ServerSession, Task<T>> write, CancellationToken cancellationToken) => patience.RunAsync(
        async () =>
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await WatchAsync(connection, async () =>
            {
                await using var transaction = await BeginAsync(connection, cancellationToken);
                var result = await write(dialect.SessionOf(connection, cancellationToken));
                await CommitAsync(transaction, cancellationToken);
                return result;
            });
        },
        cancellationToken);

    /// <summary>
    /// Does something on a connection. One that broke since it was last used does not answer with an error of the database: its driver
    /// takes the next call for a mistake of the program, and one that breaks while its transaction is left has nobody who puts it into words.
    /// </summary>
    public async Task<T> WatchAsync<T>(DbConnection connection, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidOperationException exception) when (connection.State != ConnectionState.Open)
        {
            throw new ServerException("database_unreachable", $"The connection to the database broke: {exception.Message}.", ServerFailure.Connection, exception) { IsTransient = true };
        }
        catch (DbException exception)
        {
            // a rollback that got no answer: the server does it by itself, so the work may be done again
            throw dialect.Describe(exception);
        }
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(cancellationToken);
            patience.HasConnected = true;
            return connection;
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            throw new ServerException("database_unreachable", $"The database cannot be reached: {exception.Message}", ServerFailure.Connection, exception) { IsTransient = true };
        }
    }

    public async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
    }

    /// <summary>A commit that was sent is waited for, whoever cancels: else nobody would know whether it was applied.</summary>
    public async Task CommitAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbException exception)
        {
            throw dialect.Describe(exception);
        }
    }
}
