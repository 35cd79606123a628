using Airflow.Shared;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>A Redis for all tests of a class.</summary>
public sealed class SharedRedis : IAsyncDisposable
{
    private Task<RedisServer>? starting;

    internal Task<RedisServer> StartAsync() => starting ??= RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (starting is { IsCompletedSuccessfully: true } started)
        {
            await (await started).DisposeAsync();
        }
    }
}
