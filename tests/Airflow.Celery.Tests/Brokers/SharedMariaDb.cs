using Airflow.Shared;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>A MariaDB for all tests of a class.</summary>
public sealed class SharedMariaDb : IAsyncDisposable
{
    private Task<MariaDbServer>? starting;

    internal async Task<string> StartAsync() => (await (starting ??= CreateAsync())).UrlOf("broker");

    public async ValueTask DisposeAsync()
    {
        if (starting is { IsCompletedSuccessfully: true } started)
        {
            await (await started).DisposeAsync();
        }
    }

    private static async Task<MariaDbServer> CreateAsync()
    {
        var server = await MariaDbServer.StartAsync(isDurable: false, TestContext.Current.CancellationToken);
        await server.QueryAsync("mysql", "CREATE DATABASE broker", TestContext.Current.CancellationToken);
        return server;
    }
}
