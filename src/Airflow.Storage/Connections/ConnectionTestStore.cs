using Airflow.Storage.Sql;

namespace Airflow.Storage.Connections;

using Airflow.Engine.Connections;

/// <summary>Tests of connections in table connection_test_request.</summary>
internal sealed class ConnectionTestStore(ISqlDatabase database) : IConnectionTestStore
{
    private const int MaxMessageLength = 2_000;

    public Task<bool> AddAsync(ConnectionTest test, DateTimeOffset notBefore, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var connection = test.Connection.Connection;
            await session.ExecuteAsync(
                ConnectionTestSql.GiveUp, ("now", test.CreatedAt), ("connection_id", connection.ConnId), ("not_before", notBefore));
            return await session.ExecuteAsync(
                ConnectionTestSql.Insert,
                ("id", test.Id),
                ("token", test.Token),
                ("connection_id", connection.ConnId),
                ("state", test.State),
                ("now", test.CreatedAt),
                ("executor", test.Executor),
                ("queue", test.Queue),
                ("conn_type", connection.ConnType),
                ("host", connection.Host),
                ("login", connection.Login),
                ("schema", connection.Schema),
                ("port", connection.Port),
                ("commit_on_success", test.CommitsOnSuccess),
                ("is_encrypted", test.Connection.IsEncrypted),
                ("is_extra_encrypted", test.Connection.IsExtraEncrypted),
                ("password", connection.Password),
                ("extra", connection.Extra)) > 0;
        },
        cancellationToken);

    public Task<ConnectionTest?> FindAsync(string token, CancellationToken cancellationToken) =>
        database.FirstAsync(ConnectionTestSql.Find, Read, cancellationToken, ("token", token));

    public Task FinishAsync(Guid id, bool isSuccess, string message, DateTimeOffset at, CancellationToken cancellationToken) => database.ExecuteAsync(
        ConnectionTestSql.Finish,
        cancellationToken,
        ("id", id),
        ("state", isSuccess ? ConnectionTest.Success : ConnectionTest.Failed),
        ("message", message.Length > MaxMessageLength ? message[..MaxMessageLength] : message),
        ("now", at));

    private static ConnectionTest Read(SqlRow row)
    {
        var connection = new Connection
        {
            ConnId = row.Text(2),
            ConnType = row.Text(7),
            Host = row.TextOrNull(8),
            Login = row.TextOrNull(9),
            Schema = row.TextOrNull(10),
            Port = row.IntOrNull(11),
            Password = row.TextOrNull(15),
            Extra = row.TextOrNull(16),
        };
        return new ConnectionTest(row.Guid(0), row.Text(1), new StoredConnection(connection, row.Flag(13), row.Flag(14)))
        {
            State = row.Text(3),
            Message = row.TextOrNull(17),
            CreatedAt = row.Time(4),
            CommitsOnSuccess = row.Flag(12),
            Executor = row.TextOrNull(5),
            Queue = row.TextOrNull(6),
        };
    }
}
