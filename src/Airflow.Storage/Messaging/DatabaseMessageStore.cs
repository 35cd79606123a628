using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Messaging;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Messaging;

/// <summary>A broker's messages in tables of a database: [celery] broker_url = db+postgresql://… and the like.</summary>
public sealed class DatabaseMessageStore : IMessageStore
{
    private static readonly TimeSpan SentLifetime = TimeSpan.FromMinutes(1);

    private readonly PlainDatabase _database;
    private readonly TimeProvider _time;
    private long _swept;

    private DatabaseMessageStore(PlainDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _swept = time.GetTimestamp();
    }

    /// <summary>Nothing is connected before the first message, and tables are made then.</summary>
    /// <param name="options">The URL without db+.</param>
    public static DatabaseMessageStore Open(StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DatabaseMessageStore(PlainDatabases.Open(options, MessageTables.Scripts), options.Time);
    }

    public Task AddAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) => _database.WriteAsync(
        async session =>
        {
            foreach (var message in messages)
            {
                await session.ExecuteAsync(MessageSql.Add, ("queue", message.Queue), ("priority", message.Priority), ("payload", message.Text));
            }

            return await NotifyAsync(session);
        },
        cancellationToken);

    public async Task<IReadOnlyList<StoredMessage>> TakeAsync(
        IReadOnlyCollection<string> queues, int max, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        // looking costs a read; only when something is there, a commit looks again and takes it
        var names = JsonSerializer.Serialize([.. queues], StorageJson.Default.StringArray);
        var isAny = await _database.ReadAsync(session => session.FirstAsync(MessageSql.AnyFree, static row => row.Flag(0), ("queues", names)), cancellationToken);
        return !isAny ? [] : await _database.WriteAsync(
            async session =>
            {
                var free = await session.ListAsync(
                    MessageSql.ListFree, static row => new StoredMessage(row.Long(0), row.Text(1), row.Text(2), row.Int(3) > 0), ("queues", names), ("max", max));
                await EachAsync(session, MessageSql.Take, owner, free.Select(message => message.Id), lease);
                return free;
            },
            cancellationToken);
    }

    public Task RenewAsync(string owner, IReadOnlyCollection<long> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => EachAsync(session, MessageSql.Renew, owner, ids, lease), cancellationToken);

    public Task DeleteAsync(string owner, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => EachAsync(session, MessageSql.Delete, owner, ids), cancellationToken);

    public Task ReleaseAsync(string owner, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => _database.WriteAsync(
        async session =>
        {
            await EachAsync(session, MessageSql.Release, owner, ids);
            return await NotifyAsync(session);
        },
        cancellationToken);

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => session.FirstAsync(MessageSql.Count, static row => row.Long(0), ("queue", queue)), cancellationToken);

    public Task SendAsync(string exchange, string routingKey, string text, CancellationToken cancellationToken) => _database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(MessageSql.Send, ("exchange", exchange), ("routing_key", routingKey), ("payload", text));
            if (_time.GetElapsedTime(Volatile.Read(ref _swept)) > SentLifetime)
            {
                Volatile.Write(ref _swept, _time.GetTimestamp());
                await session.ExecuteAsync(MessageSql.ForgetSent, ("duration", Modifier(-SentLifetime)));
            }

            return await NotifyAsync(session);
        },
        cancellationToken);

    public Task<IReadOnlyList<SentMessage>> ListSentAsync(string exchange, long after, CancellationToken cancellationToken) => _database.ReadAsync(
        session => session.ListAsync(
            MessageSql.ListSent, static row => new SentMessage(row.Long(0), row.Text(1), row.Text(2)), ("after", after), ("exchange", exchange)),
        cancellationToken);

    public Task<long> FindLastSentAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(session => session.FirstAsync(MessageSql.FindLastSent, static row => row.Long(0)), cancellationToken);

    public IAsyncDisposable? Listen(Action onWake) => _database.Listen?.Invoke(onWake);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<bool> EachAsync(ISqlSession session, string sql, string owner, IEnumerable<long> ids, TimeSpan lease = default)
    {
        // always in their order, so that two of them do not wait for each other
        foreach (var id in ids.Order())
        {
            await session.ExecuteAsync(sql, ("owner", owner), ("duration", Modifier(lease)), ("id", id));
        }

        return true;
    }

    private async Task<bool> NotifyAsync(ISqlSession session)
    {
        if (_database.Notify is { } notify)
        {
            await notify(session);
        }

        return true;
    }

    // such as "+30.000 seconds"
    private static string Modifier(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:+0.000;-0.000} seconds");
}
