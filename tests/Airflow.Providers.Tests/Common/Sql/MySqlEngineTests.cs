using Airflow.Shared;

namespace Airflow.Providers.Common.Sql;

public sealed class MySqlEngineTests(MySqlEngineTests.Server server) : SqlEngineTests, IClassFixture<MySqlEngineTests.Server>
{
    [Theory]
    [InlineData("""{"ssl_mode": "nonsense"}""", "ssl_mode 'nonsense'")]
    public void A_setting_that_is_nonsense_is_named(string extra, string said) =>
        Should.Throw<NotSupportedException>(() => new MySqlEngine().Create(new Connection("db", "mysql") { Extra = extra }, null)).Message.ShouldContain(said);

    [Fact]
    public void Settings_of_Airflow_are_the_drivers()
    {
        using var connection = new MySqlEngine().Create(
            new Connection("db", "mysql") { Host = "h", Schema = "s", Login = "me", Extra = """{"charset": "utf8", "ssl": {"ca": "/ca.pem"}, "connect_timeout": 7, "local_infile": true}""" }, "other");

        connection.ConnectionString.ShouldContain("server=h", Case.Insensitive);
        connection.ConnectionString.ShouldContain("database=other", Case.Insensitive);
        connection.ConnectionString.ShouldContain("/ca.pem");
        connection.ConnectionString.ShouldContain("VerifyCA", Case.Insensitive);
    }

    protected override async Task<Connection> StartServerAsync() => await server.StartAsync();

    public sealed class Server : IAsyncDisposable
    {
        private MariaDbServer? _server;

        public async Task<Connection> StartAsync()
        {
            if (_server is null)
            {
                _server = await MariaDbServer.StartAsync(isDurable: false, Cancel);
                await _server.QueryAsync("mysql", "CREATE DATABASE shop CHARACTER SET utf8mb4", Cancel);
            }

            return new Connection("db", "mysql") { Host = "127.0.0.1", Port = _server.Port, Login = "airflow", Password = "p@ss", Schema = "shop" };
        }

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
