namespace Airflow.Storage.Connections;

/// <summary>Statements of connections.</summary>
internal static class ConnectionSql
{
    public const string Find = """
        SELECT id, conn_id, conn_type, description, host, schema, login, password, port, extra, is_encrypted, is_extra_encrypted
        FROM connection
        WHERE conn_id = @conn_id
        """;

    public const string List = """
        SELECT id, conn_id, conn_type, description, host, schema, login, password, port, extra, is_encrypted, is_extra_encrypted
        FROM connection
        ORDER BY id
        """;

    public const string Insert = """
        INSERT INTO connection (conn_id, conn_type, description, host, schema, login, password, port, extra, is_encrypted, is_extra_encrypted)
        VALUES (@conn_id, @conn_type, @description, @host, @schema, @login, @password, @port, @extra, @is_encrypted, @is_extra_encrypted)
        ON CONFLICT (conn_id) DO NOTHING
        """;

    public const string Update = """
        UPDATE connection
        SET conn_type = @conn_type,
            description = @description,
            host = @host,
            schema = @schema,
            login = @login,
            password = @password,
            port = @port,
            extra = @extra,
            is_encrypted = @is_encrypted,
            is_extra_encrypted = @is_extra_encrypted
        WHERE conn_id = @conn_id
        """;

    public const string Delete = """
        DELETE FROM connection WHERE conn_id = @conn_id
        """;
}
