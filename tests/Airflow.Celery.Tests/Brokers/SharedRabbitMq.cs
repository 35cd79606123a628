using Airflow.Shared;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>A RabbitMQ for all tests of a class.</summary>
public sealed class SharedRabbitMq : IAsyncDisposable
{
    private Task<RabbitMqServer>? starting;

    internal Task<RabbitMqServer> StartAsync() => starting ??= RabbitMqServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (starting is { IsCompletedSuccessfully: true } started)
        {
            await (await started).DisposeAsync();
        }
    }
}
