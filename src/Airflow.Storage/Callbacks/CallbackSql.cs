namespace Airflow.Storage.Callbacks;

/// <summary>
/// Statements of the outbox of callbacks; the clock of its leases is the database's. The few open events have an index of their own, so
/// looking for one costs the same however many are done.
/// </summary>
internal static class CallbackSql
{
    /// <summary>An event that is there already stays as it is.</summary>
    public const string Insert = """
        INSERT INTO callback (id, type, fetch_method, data, bundle_name, state, created_at, event_key, dag_id, run_id)
        VALUES (@id, 'executor', 'dag_attribute', @data, @bundle_name, 'pending', @created_at, @event_key, @dag_id, @run_id)
        ON CONFLICT DO NOTHING
        """;

    public const string ListFree = """
        SELECT id
        FROM callback INDEXED BY idx_callback_open
        WHERE state IN ('pending', 'running')
          AND (state = 'pending' OR expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        ORDER BY created_at, id
        LIMIT @limit
        """;

    public const string Claim = """
        UPDATE callback
        SET state = 'running', owner = @owner, attempt = attempt + 1, expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)
        WHERE id = @id AND (state = 'pending' OR (state = 'running' AND expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now')))
        RETURNING data, attempt
        """;

    public const string Renew = """
        UPDATE callback
        SET expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)
        WHERE state = 'running' AND owner = @owner
        """;

    public const string Complete = """
        UPDATE callback
        SET state = @state, output = @output, owner = NULL, expires_at = NULL, ended_at = @now
        WHERE id = @id AND state = 'running' AND owner = @owner AND attempt = @attempt
        """;

    public const string Release = """
        UPDATE callback
        SET state = 'pending', owner = NULL, expires_at = NULL, attempt = attempt - @given_back
        WHERE id = @id AND state = 'running' AND owner = @owner AND attempt = @attempt
        """;

    public const string ListOwners = """
        SELECT DISTINCT owner FROM callback INDEXED BY idx_callback_open WHERE state IN ('pending', 'running') AND owner IS NOT NULL
        """;

    public const string Expire = """
        UPDATE callback SET state = 'pending', owner = NULL, expires_at = NULL WHERE state = 'running' AND owner = @owner
        """;

    public const string ListOpen = """
        SELECT id FROM callback WHERE id IN (SELECT value FROM json_each(@ids)) AND state IN ('pending', 'running')
        """;

    public const string ListOfRun = """
        SELECT data, state, output, attempt FROM callback WHERE dag_id = @dag_id AND run_id = @run_id AND event_key IS NOT NULL ORDER BY created_at, id
        """;
}
