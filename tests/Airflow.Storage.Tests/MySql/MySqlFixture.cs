using Airflow.Shared;
using Airflow.Storage.Tests.MySql;

[assembly: AssemblyFixture(typeof(MySqlFixture))]

namespace Airflow.Storage.Tests.MySql;

/// <summary>One MariaDB server for all tests, started when the first needs it; each test has a database of its own.</summary>
public sealed class MySqlFixture : IAsyncDisposable
{
    private const string Template = "airflow_template";

    private static readonly string[] Filled = ["ab_permission", "ab_view_menu", "ab_permission_view", "ab_role", "ab_permission_view_role"];

    private readonly SemaphoreSlim _one = new(1, 1);
    private MariaDbServer? _server;
    private string _script = "";
    private int _databases;

    /// <summary>Makes a migrated database and returns its URL.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = await NewDatabaseAsync(cancellationToken);
        return _server!.UrlOf(name);
    }

    /// <summary>Makes a migrated database and returns its name.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var server = _server ??= await StartAsync(cancellationToken);
            var name = $"airflow_{++_databases}";
            await server.QueryAsync("mysql", $"CREATE DATABASE {name}; USE {name}; {_script}", cancellationToken);
            return name;
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken) => _server!.QueryAsync(database, sql, cancellationToken);

    /// <summary>The built-in roles are two thousand statements, so they are made once and copied.</summary>
    private async Task<MariaDbServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = await MariaDbServer.StartAsync(isDurable: false, cancellationToken);
        await server.QueryAsync("mysql", $"CREATE DATABASE {Template}", cancellationToken);
        await using var stores = AirflowDatabase.Open(server.UrlOf(Template));
        await stores.Database.MigrateAsync(cancellationToken);
        var migrations = stores.Database.ReadMigrations().Select(migration => migration.Sql);
        var copies = Filled.Select(table => $"INSERT INTO {table} SELECT * FROM {Template}.{table};");
        _script = $"SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES';\n{string.Join('\n', migrations)}{string.Join('\n', copies)}";
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _one.Dispose();
    }
}
