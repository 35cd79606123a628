namespace Airflow.Storage.Callbacks;

/// <summary>Statements of the outbox in MySQL's words.</summary>
internal static class CallbackMySqlSql
{
    public const string Claim = """
        UPDATE callback
        SET state = 'running', owner = @owner, attempt = attempt + 1, expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration)
        WHERE id = @id AND (state = 'pending' OR (state = 'running' AND expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now')));
        SELECT data, attempt FROM callback WHERE id = @id AND ROW_COUNT() > 0
        """;
}
