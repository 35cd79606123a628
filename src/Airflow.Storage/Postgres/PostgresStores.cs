using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Storage.Execution;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>Opens the stores of a PostgreSQL database. Apart from the others, so that Npgsql is loaded only where it is used.</summary>
internal static class PostgresStores
{
    /// <summary>Connections of each process that only heartbeats, leases, the state writer and wake-ups use.</summary>
    private const int ReservedConnections = 5;

    private const int KeepAliveSeconds = 30;

    /// <summary>
    /// A process that is held in the middle of a transaction keeps its locks from all others: the server ends such a transaction, and the
    /// process does it again. Not where connections are not pooled here: the pooler in between would give the setting to others. Nor where the
    /// URL's options set it: the user's word counts.
    /// </summary>
    private const string LetGo = $"SET {LetGoSetting} = 1500; ";

    private const string LetGoSetting = "idle_in_transaction_session_timeout";

    /// <summary>
    /// A connection plans its statements once, when the tables may still be empty: a plan that reads a whole table would stay when there
    /// are a million rows in it. Where nothing but the whole table will do, the price that this sets would have its plan compiled.
    /// </summary>
    internal const string PlanForLargeTables = $"SET enable_seqscan = off; {PlanForAnything}";

    /// <summary>Lists of everything are better read through than looked up row by row.</summary>
    private const string PlanForAnything = "SET jit = off";

    /// <summary>For lists of everything: more than a few at once would only take turns.</summary>
    private const int WideConnections = 4;

    public static AirflowStores Open(DatabaseUrl url, StorageOptions options)
    {
        var (source, wide, reserved, listening) = SourcesOf(url, options);
        var place = $"'{url}'";
        var patience = new ServerPatience(options.BusyTimeout, options.Time);
        var dialect = new PostgresDialect(place);
        var receipts = new ServerReceipts(options.Time);
        var kept = new ServerDatabase(reserved, dialect, receipts, patience);
        var database = new ServerDatabase(source, dialect, receipts, patience) { ReservedServer = kept };
        var writer = new ServerStateWriter(kept, new PostgresStateLocks(), options.Time);
        var wake = new ServerWakeSignal(topics => PostgresWake.SendAsync(reserved, topics));
        return new AirflowStores(new ServerConnections([writer, wake, source, wide, reserved, listening]), database, options.Time)
        {
            WideDatabase = new ServerDatabase(wide, dialect, null, patience),
            WakeSignal = wake,
            Listen = onWake => new PostgresWakeListener(listening, onWake, options.Time).Start(),
            Database = new ServerMetadataDatabase(database, PostgresMetadata.Words, url.ToString(), options.Time),
            StateWriter = writer,
        };
    }

    /// <summary>A database that need not be the metadata database.</summary>
    public static PlainDatabase OpenPlain(DatabaseUrl url, StorageOptions options, SqlScripts scripts)
    {
        var (source, wide, reserved, listening) = SourcesOf(url, options);
        var database = new ServerDatabase(source, new PostgresDialect($"'{url}'"), null, new ServerPatience(options.BusyTimeout, options.Time));
        return new PlainDatabase(
            database,
            scripts,
            (all, cancellationToken) => database.RepeatAsync(
                async session =>
                {
                    // two that make the same table at once would be in each other's way
                    await session.LockAsync(SqlLock.Migrations);
                    await session.RunScriptAsync(all.Postgres);
                    return true;
                },
                cancellationToken),
            new ServerConnections([source, wide, reserved, listening]))
        {
            Listen = onWake => new PostgresWakeListener(listening, _ => onWake(), options.Time, PostgresWake.ListenToMessages).Start(),
            Notify = static session => session.FirstAsync(PostgresWake.NotifyOfMessages, static _ => true),
        };
    }

    private static (NpgsqlDataSource Source, NpgsqlDataSource Wide, NpgsqlDataSource Reserved, NpgsqlDataSource Listening) SourcesOf(DatabaseUrl url, StorageOptions options)
    {
        try
        {
            var settings = PostgresUrl.Read(url);
            settings.Timezone = "UTC";
            settings.SearchPath = options.Schema ?? settings.SearchPath;
            settings.ConnectionLifetime = (int)options.PoolRecycle.TotalSeconds;
            settings.Pooling = options.IsPooled;

            // nothing is set that the next user of a connection must not find
            settings.NoResetOnClose = true;
            settings.MaxPoolSize = Math.Max(2, options.PoolSize + options.MaxOverflow);
            var source = SourceOf(settings, !options.IsPooled, PlanForLargeTables);
            settings.MaxPoolSize = Math.Min(WideConnections, settings.MaxPoolSize);
            var wide = SourceOf(settings, !options.IsPooled, PlanForAnything);
            settings.MaxPoolSize = ReservedConnections;

            // who only listens would never notice that the other end is gone
            settings.KeepAlive = KeepAliveSeconds;
            var reserved = SourceOf(settings, !options.IsPooled, PlanForLargeTables);
            settings.Pooling = false;
            return (source, wide, reserved, SourceOf(settings, !options.IsPooled, PlanForLargeTables));
        }
        catch (ArgumentException exception)
        {
            throw new AirflowException("database_url_invalid", $"[database] sql_alchemy_conn cannot be used: {exception.Message}", exception);
        }
    }

    /// <param name="isShared">A pooler in between gives its connections to others.</param>
    /// <param name="plan">How its statements are planned.</param>
    private static NpgsqlDataSource SourceOf(NpgsqlConnectionStringBuilder settings, bool isShared, string plan)
    {
        // the types that are used here are the same on every server, so they need not be asked for
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        var isLeft = isShared || settings.Options?.Contains(LetGoSetting, StringComparison.OrdinalIgnoreCase) == true;
        var words = isLeft ? plan : LetGo + plan;
        builder.UsePhysicalConnectionInitializer(connection => Prepare(connection, words), connection => PrepareAsync(connection, words));
        return builder.Build();
    }

    private static void Prepare(NpgsqlConnection connection, string words)
    {
        using var command = new NpgsqlCommand(words, connection);
        command.ExecuteNonQuery();
    }

    private static async Task PrepareAsync(NpgsqlConnection connection, string words)
    {
        await using var command = new NpgsqlCommand(words, connection);
        await command.ExecuteNonQueryAsync();
    }
}
