using System.Collections.Concurrent;
using Airflow.Shared;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

/// <summary>A server of a test's own that keeps what it confirmed when it crashes.</summary>
internal sealed class DurableMariaDb : ITestDatabase
{
    private static readonly ConcurrentDictionary<string, MariaDbServer> Servers = new(StringComparer.Ordinal);
    private string _url = "";

    public static MariaDbServer Of(string url) => Servers[url];

    public async Task<string> CreateAsync()
    {
        var server = await MariaDbServer.StartAsync(isDurable: true, TestContext.Current.CancellationToken);
        await server.QueryAsync("mysql", "CREATE DATABASE faults", TestContext.Current.CancellationToken);
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
