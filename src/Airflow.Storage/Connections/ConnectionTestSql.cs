namespace Airflow.Storage.Connections;

/// <summary>Statements of tests of connections. Two tests of one connection cannot go on at once: active_connection_id is unique.</summary>
internal static class ConnectionTestSql
{
    /// <summary>A test that nobody finished must not bar the way for ever.</summary>
    public const string GiveUp = """
        UPDATE connection_test_request
        SET state = 'failed', active_connection_id = NULL, updated_at = @now, result_message = 'The server that ran the test is gone.'
        WHERE active_connection_id = @connection_id AND created_at < @not_before
        """;

    public const string Insert = """
        INSERT INTO connection_test_request (
            id, token, connection_id, state, created_at, updated_at, executor, queue, conn_type, host, login, schema, port, commit_on_success,
            is_encrypted, is_extra_encrypted, active_connection_id, password, extra)
        VALUES (
            @id, @token, @connection_id, @state, @now, @now, @executor, @queue, @conn_type, @host, @login, @schema, @port, @commit_on_success,
            @is_encrypted, @is_extra_encrypted, @connection_id, @password, @extra)
        ON CONFLICT DO NOTHING
        """;

    public const string Find = """
        SELECT id, token, connection_id, state, created_at, executor, queue, conn_type, host, login, schema, port, commit_on_success,
            is_encrypted, is_extra_encrypted, password, extra, result_message
        FROM connection_test_request
        WHERE token = @token
        """;

#pragma warning disable S2068 // the name of a column
    public const string Finish = """
        UPDATE connection_test_request
        SET state = @state, result_message = @message, active_connection_id = NULL, updated_at = @now, password = NULL, extra = NULL
        WHERE id = @id
        """;
#pragma warning restore S2068
}
