using Airflow.Shared;

namespace Airflow.Providers.Common.Sql;

public sealed class PostgresEngineTests(PostgresEngineTests.Server server) : SqlEngineTests, IClassFixture<PostgresEngineTests.Server>
{
    [Theory]
    [InlineData("""{"sslmode": "nonsense"}""", "sslmode 'nonsense'")]
    [InlineData("""{"sllmode": "require"}""", "a setting 'sllmode'")]
    public void A_setting_that_is_nonsense_is_named(string extra, string said) =>
        Should.Throw<NotSupportedException>(() => new PostgresEngine().Create(new Connection("db", "postgres") { Extra = extra }, null)).Message.ShouldContain(said);

    [Fact]
    public void Settings_of_Airflow_are_the_drivers()
    {
        using var connection = new PostgresEngine().Create(
            new Connection("db", "postgres") { Host = "h", Schema = "s", Login = "me", Extra = """{"cursor": "dictcursor", "sslmode": "verify-ca", "sslrootcert": "/ca.pem", "connect_timeout": 7}""" }, "other");

        connection.ConnectionString.ShouldBe("Host=h;Username=me;Database=other;Pooling=False;SSL Mode=VerifyCA;Root Certificate=/ca.pem;Timeout=7");
    }

    protected override async Task<Connection> StartServerAsync() => await server.StartAsync();

    public sealed class Server : IAsyncDisposable
    {
        private PostgresServer? _server;

        public async Task<Connection> StartAsync()
        {
            if (_server is null)
            {
                _server = await PostgresServer.StartAsync(isDurable: false, Cancel);
                await _server.QueryAsync("postgres", "CREATE DATABASE shop", Cancel);
            }

            return new Connection("db", "postgres") { Host = "127.0.0.1", Port = _server.Port, Login = "postgres", Password = "p@ss", Schema = "shop" };
        }

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
