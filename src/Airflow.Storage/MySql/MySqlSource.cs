using System.Data;
using System.Data.Common;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.MySql;

/// <summary>
/// Connections to one server, of which so many may be open at once; who comes when all are taken waits without holding a thread. Each
/// is brought into the state that our statements count on, whatever the server's defaults are.
/// </summary>
internal sealed class MySqlSource(MySqlConnectionStringBuilder settings) : DbDataSource
{
    // strings escape by backslash, quotes name columns, times are UTC, and a lock that takes longer than this is tried again
    private const string Prepare =
        "SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, innodb_lock_wait_timeout = 5";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _free = new((int)settings.MaximumPoolSize);

    public override string ConnectionString => settings.ConnectionString;

    protected override DbConnection CreateDbConnection() => new MySqlConnection(settings.ConnectionString);

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        if (!await _free.WaitAsync(Patience, cancellationToken))
        {
            throw new TimeoutException($"all {settings.MaximumPoolSize} connections that [database] sql_alchemy_pool_size and sql_alchemy_max_overflow allow have been in use for {Patience.TotalSeconds} s.");
        }

        var connection = new MySqlConnection(settings.ConnectionString);
        var isCounted = 1;
        connection.Disposed += (_, _) => Free();
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                Free();
            }
        };
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new MySqlCommand(Prepare, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            Free();
            throw;
        }

        void Free()
        {
            if (Interlocked.Exchange(ref isCounted, 0) == 1)
            {
                _free.Release();
            }
        }
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.ClearPoolAsync(connection);
        await base.DisposeAsyncCore();
    }
}
