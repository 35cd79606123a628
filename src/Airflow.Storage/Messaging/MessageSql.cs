namespace Airflow.Storage.Messaging;

/// <summary>Statements of a broker in a database; the clock of its leases is the database's.</summary>
internal static class MessageSql
{
    public const string Add = """
        INSERT INTO broker_message (queue, priority, payload) VALUES (@queue, @priority, @payload)
        """;

    public const string AnyFree = """
        SELECT 1
        FROM broker_message
        WHERE queue IN (SELECT value FROM json_each(@queues)) AND (expires_at IS NULL OR expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        LIMIT 1
        """;

    public const string ListFree = """
        SELECT id, queue, payload, deliveries
        FROM broker_message
        WHERE queue IN (SELECT value FROM json_each(@queues)) AND (expires_at IS NULL OR expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        ORDER BY priority DESC, id
        LIMIT @max
        """;

    public const string Take = """
        UPDATE broker_message
        SET owner = @owner, deliveries = deliveries + 1, expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)
        WHERE id = @id
        """;

    public const string Renew = """
        UPDATE broker_message SET expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration) WHERE id = @id AND owner = @owner
        """;

    public const string Delete = """
        DELETE FROM broker_message WHERE id = @id AND owner = @owner
        """;

    public const string Release = """
        UPDATE broker_message SET owner = NULL, expires_at = NULL WHERE id = @id AND owner = @owner
        """;

    public const string Count = """
        SELECT COUNT(*) FROM broker_message WHERE queue = @queue AND (expires_at IS NULL OR expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        """;

    public const string Send = """
        INSERT INTO broker_broadcast (exchange, routing_key, payload, created_at)
        VALUES (@exchange, @routing_key, @payload, strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        """;

    public const string ListSent = """
        SELECT id, routing_key, payload FROM broker_broadcast WHERE id > @after AND exchange = @exchange ORDER BY id
        """;

    public const string FindLastSent = """
        SELECT COALESCE(MAX(id), 0) FROM broker_broadcast
        """;

    /// <summary>The duration is that of a minute ago.</summary>
    public const string ForgetSent = """
        DELETE FROM broker_broadcast WHERE created_at < strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)
        """;
}
