using Airflow.Shared;
using Airflow.Storage.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Airflow.Storage.Tests.Postgres;

/// <summary>One server for all tests, started when the first needs it; each test has a database of its own, copied from a migrated one.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private const string Template = "airflow_template";

    private readonly SemaphoreSlim _one = new(1, 1);
    private PostgresServer? _server;
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
            await server.QueryAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {Template}", cancellationToken);
            return name;
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken) => _server!.QueryAsync(database, sql, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _one.Dispose();
    }

    private static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(isDurable: false, cancellationToken);
        await server.QueryAsync("postgres", $"CREATE DATABASE {Template}", cancellationToken);
        await using var stores = AirflowDatabase.Open(server.UrlOf(Template));
        await stores.Database.MigrateAsync(cancellationToken);
        return server;
    }
}
