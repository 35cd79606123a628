using Airflow.Shared;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>A PostgreSQL for all tests of a class.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private Task<PostgresServer>? starting;

    internal async Task<string> StartAsync()
    {
        var server = await (starting ??= PostgresServer.StartAsync(isDurable: false, TestContext.Current.CancellationToken));
        return server.UrlOf("postgres");
    }

    public async ValueTask DisposeAsync()
    {
        if (starting is { IsCompletedSuccessfully: true } started)
        {
            await (await started).DisposeAsync();
        }
    }
}
