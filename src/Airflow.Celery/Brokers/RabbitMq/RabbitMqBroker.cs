using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>RabbitMQ with the queues, exchanges and properties that Celery uses, and every publish confirmed.</summary>
internal sealed class RabbitMqBroker(BrokerOptions options, TimeProvider clock, ILogger logger) : IBroker
{
    private readonly RabbitMqLink link = new(options, clock, logger);
    private readonly SemaphoreSlim publishing = new(1, 1);
    private readonly HashSet<string> exchanges = new(StringComparer.Ordinal);
    private IChannel? publisher;

    public BrokerAddress Address => link.Address;

    /// <summary>RabbitMQ confirms a message when it is on the disk or acknowledged, up to 200 ms later: no reason to keep the next one back.</summary>
    public int PublishesAtOnce => 64;

    public Task PublishAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken) => link.CallAsync(async () =>
    {
        var confirmations = new List<(string Queue, Task Task)>(messages.Count);
        await publishing.WaitAsync(cancellationToken);
        try
        {
            foreach (var queue in messages.Select(message => message.Queue).Distinct(StringComparer.Ordinal))
            {
                await link.DeclareAsync(queue, cancellationToken);
            }

            var channel = await PublisherAsync(cancellationToken);
            foreach (var (queue, message) in messages)
            {
                confirmations.Add((queue, PublishAsync(channel, "", queue, true, message, cancellationToken)));
            }
        }
        finally
        {
            publishing.Release();
        }

        await ConfirmAsync(confirmations);
    });

    public async Task<IBrokerConsumer> ConsumeAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken)
    {
        var consumer = new RabbitMqConsumer(link);
        foreach (var queue in queues)
        {
            await consumer.AddQueueAsync(queue, cancellationToken);
        }

        return consumer;
    }

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken) => link.CallAsync(async () =>
    {
        await using var channel = await link.OpenChannelAsync(false, cancellationToken);
        try
        {
            return (long)(await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == 404)
        {
            return 0;
        }
    });

    public Task SendAsync(BrokerExchange exchange, string routingKey, BrokerMessage message, CancellationToken cancellationToken) => link.CallAsync(async () =>
    {
        await publishing.WaitAsync(cancellationToken);
        try
        {
            var channel = await PublisherAsync(cancellationToken);
            if (!exchanges.Contains(exchange.Name))
            {
                await RabbitMqSubscription.DeclareAsync(channel, exchange, cancellationToken);
                exchanges.Add(exchange.Name);
            }

            await PublishAsync(channel, exchange.Name, routingKey, false, message, cancellationToken);
        }
        finally
        {
            publishing.Release();
        }
    });

    public async Task<IBrokerSubscription> SubscribeAsync(BrokerExchange exchange, string pattern, string queue, CancellationToken cancellationToken)
    {
        var subscription = new RabbitMqSubscription(link, exchange, pattern, queue);
        try
        {
            await subscription.StartAsync(cancellationToken);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await link.DisposeAsync();
        publishing.Dispose();
    }

    private static Task PublishAsync(IChannel channel, string exchange, string routingKey, bool isMandatory, BrokerMessage message, CancellationToken cancellationToken) =>
        channel.BasicPublishAsync(exchange, routingKey, isMandatory, RabbitMqMessages.Properties(message), message.Body, cancellationToken).AsTask();

    private async Task ConfirmAsync(IEnumerable<(string Queue, Task Task)> confirmations)
    {
        foreach (var (queue, task) in confirmations)
        {
            try
            {
                await task;
            }
            catch (PublishException exception) when (exception.IsReturn)
            {
                // deleted since it was declared: the next attempt declares it again
                link.Forget(queue);
                throw;
            }
        }
    }

    private async Task<IChannel> PublisherAsync(CancellationToken cancellationToken)
    {
        if (publisher is { IsOpen: true } open)
        {
            return open;
        }

        if (publisher is { } lost)
        {
            await lost.DisposeAsync();
        }

        exchanges.Clear();
        return publisher = await link.OpenChannelAsync(true, cancellationToken);
    }
}
