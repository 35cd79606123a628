using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>Listens to one queue for a while; when it has left, everything that it was given is at hand.</summary>
internal sealed class RabbitMqListener(RabbitMqLink link, IChannel channel, string queue, Func<ulong, string> tag) : IAsyncBasicConsumer
{
    private readonly ConcurrentQueue<BrokerDelivery> arrivals = new();
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isDeleted;
    private string? name;

    public IChannel Channel => channel;

    public string Queue => queue;

    /// <summary>Completes when something has come, or when nothing can come any more.</summary>
    public Task Arrived => arrived.Task;

    public async Task StartAsync() => name = await channel.BasicConsumeAsync(queue, autoAck: false, this, CancellationToken.None);

    /// <summary>Whether RabbitMQ had ended it already, because the queue was deleted.</summary>
    public async Task<bool> LeaveAsync()
    {
        if (!isDeleted)
        {
            await channel.BasicCancelAsync(name!, cancellationToken: CancellationToken.None);

            // the answer overtakes deliveries that came before it
            await left.Task.WaitAsync(link.Options.OperationTimeout, link.Clock);
        }

        return isDeleted;
    }

    public IReadOnlyList<BrokerDelivery> TakeAll() => [.. arrivals];

    public Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        arrivals.Enqueue(new BrokerDelivery(RabbitMqMessages.Read(properties, body), queue, tag(deliveryTag), redelivered));
        arrived.TrySetResult();
        return Task.CompletedTask;
    }

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        isDeleted = true;
        return EndAsync();
    }

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => EndAsync();

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => EndAsync();

    private Task EndAsync()
    {
        left.TrySetResult();
        arrived.TrySetResult();
        return Task.CompletedTask;
    }
}
