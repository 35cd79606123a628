using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Storage.Execution;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.MySql;

/// <summary>Opens the stores of a MySQL or MariaDB database. Apart from the others, so that the driver is loaded only where it is used.</summary>
internal static class MySqlStores
{
    /// <summary>Connections of each process that only heartbeats, leases, the state writer and wake-ups use.</summary>
    private const uint ReservedConnections = 5;

    public static AirflowStores Open(DatabaseUrl url, StorageOptions options)
    {
        var (source, reserved) = SourcesOf(url, options);
        var patience = new ServerPatience(options.BusyTimeout, options.Time);
        var dialect = new MySqlDialect($"'{url}'");
        var receipts = new ServerReceipts(options.Time);
        var kept = new ServerDatabase(reserved, dialect, receipts, patience);
        var database = new ServerDatabase(source, dialect, receipts, patience) { ReservedServer = kept };
        var writer = new ServerStateWriter(kept, new MySqlStateLocks(), options.Time);
        var wake = new ServerWakeSignal(topics => kept.RepeatAsync(
            session => session.RunAsync([.. topics.Order(StringComparer.Ordinal).Select(topic => new ServerStep(MySqlWakeSql.Add, ("topic", topic)))]), CancellationToken.None));
        return new AirflowStores(new ServerConnections([writer, wake, source, reserved]), database, options.Time)
        {
            WakeSignal = wake,
            Listen = onWake => new MySqlWakeListener(kept, onWake, options.Time).Start(),
            Database = new ServerMetadataDatabase(database, MySqlMetadata.Words, url.ToString(), options.Time),
            StateWriter = writer,
        };
    }

    /// <summary>A database that need not be the metadata database.</summary>
    public static PlainDatabase OpenPlain(DatabaseUrl url, StorageOptions options, SqlScripts scripts)
    {
        var (source, reserved) = SourcesOf(url, options);
        var database = new ServerDatabase(source, new MySqlDialect($"'{url}'"), null, new ServerPatience(options.BusyTimeout, options.Time));
        return new PlainDatabase(
            database,
            scripts,
            (all, cancellationToken) => database.RepeatAsync(
                async session =>
                {
                    await session.RunScriptAsync(all.MySql);
                    return true;
                },
                cancellationToken),
            new ServerConnections([source, reserved]));
    }

    private static (MySqlSource Source, MySqlSource Reserved) SourcesOf(DatabaseUrl url, StorageOptions options)
    {
        try
        {
            var settings = MySqlUrl.Read(url);
            settings.ConnectionLifeTime = (uint)options.PoolRecycle.TotalSeconds;
            settings.Pooling = options.IsPooled;
            settings.MaximumPoolSize = (uint)Math.Max(2, options.PoolSize + options.MaxOverflow);

            // the driver keeps one pool for each connection string, and these two must not share one
            settings.MaximumPoolSize += settings.MaximumPoolSize == ReservedConnections ? 1u : 0u;
            return (new MySqlSource(settings), new MySqlSource(new MySqlConnectionStringBuilder(settings.ConnectionString) { MaximumPoolSize = ReservedConnections }));
        }
        catch (ArgumentException exception)
        {
            throw new AirflowException("database_url_invalid", $"[database] sql_alchemy_conn cannot be used: {exception.Message}", exception);
        }
    }
}
