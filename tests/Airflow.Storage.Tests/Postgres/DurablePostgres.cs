using System.Collections.Concurrent;
using Airflow.Shared;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

/// <summary>A server of a test's own that keeps what it confirmed when it crashes.</summary>
internal sealed class DurablePostgres : ITestDatabase
{
    private static readonly ConcurrentDictionary<string, PostgresServer> Servers = new(StringComparer.Ordinal);
    private string _url = "";

    public static PostgresServer Of(string url) => Servers[url];

    public async Task<string> CreateAsync()
    {
        var server = await PostgresServer.StartAsync(isDurable: true, TestContext.Current.CancellationToken);
        await server.QueryAsync("postgres", "CREATE DATABASE faults", TestContext.Current.CancellationToken);
        _url = server.UrlOf("faults");
        Servers[_url] = server;
        return _url;
    }

    public async ValueTask DisposeAsync()
    {
        if (Servers.TryRemove(_url, out var server))
        {
            await server.DisposeAsync();
        }
    }
}
