using Airflow.Engine.Connections;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Connections;

/// <summary>Connections in table connection.</summary>
internal sealed class ConnectionStore(ISqlDatabase database) : IConnectionStore
{
    public Task<StoredConnection?> FindAsync(string connectionId, CancellationToken cancellationToken) =>
        database.FirstAsync(ConnectionSql.Find, Read, cancellationToken, ("conn_id", connectionId));

    public Task<IReadOnlyList<StoredConnection>> ListAsync(CancellationToken cancellationToken) =>
        database.ListAsync(ConnectionSql.List, Read, cancellationToken);

    public async Task<bool> AddAsync(StoredConnection connection, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(ConnectionSql.Insert, cancellationToken, Arguments(connection)) > 0;

    public Task<bool> SaveAsync(StoredConnection connection, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var isNew = await session.ExecuteAsync(ConnectionSql.Insert, Arguments(connection)) > 0;
            if (!isNew)
            {
                await session.ExecuteAsync(ConnectionSql.Update, Arguments(connection));
            }

            return isNew;
        },
        cancellationToken);

    public async Task<bool> DeleteAsync(string connectionId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(ConnectionSql.Delete, cancellationToken, ("conn_id", connectionId)) > 0;

    private static (string Name, object? Value)[] Arguments(StoredConnection stored)
    {
        var connection = stored.Connection;
        return
        [
            ("conn_id", connection.ConnId),
            ("conn_type", connection.ConnType),
            ("description", connection.Description),
            ("host", connection.Host),
            ("schema", connection.Schema),
            ("login", connection.Login),
            ("password", connection.Password),
            ("port", connection.Port),
            ("extra", connection.Extra),
            ("is_encrypted", stored.IsEncrypted),
            ("is_extra_encrypted", stored.IsExtraEncrypted),
        ];
    }

    internal static StoredConnection Read(SqlRow row)
    {
        var connection = new Engine.Connections.Connection
        {
            ConnId = row.Text(1),
            ConnType = row.Text(2),
            Description = row.TextOrNull(3),
            Host = row.TextOrNull(4),
            Schema = row.TextOrNull(5),
            Login = row.TextOrNull(6),
            Password = row.TextOrNull(7),
            Port = row.IntOrNull(8),
            Extra = row.TextOrNull(9),
        };
        return new StoredConnection(connection, row.Flag(10), row.Flag(11)) { Id = row.Int(0) };
    }
}
