using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>Redis as kombu uses it: a list for each queue and step of priority, what is delivered and not acknowledged in a hash, pub/sub to spread.</summary>
internal sealed class RedisBroker : IBroker
{
    private readonly RedisLink link;

    public RedisBroker(BrokerOptions options, TimeProvider clock, ILogger logger)
    {
        var endpoints = new RedisEndpoints(options, BrokerUrl.ParseAll(options.Url), clock);
        link = new RedisLink(
            new RedisClient(endpoints, options, clock),
            endpoints,
            new RedisKeys(options.GlobalKeyPrefix, endpoints.First.Database),
            options,
            clock,
            logger);
        Address = endpoints.First.Address;
    }

    public BrokerAddress Address { get; }

    public Task PublishAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        var commands = new List<RespCommand>();
        foreach (var queue in messages.Select(message => message.Queue).Distinct(StringComparer.Ordinal))
        {
            // each time, for somebody may have wiped the database
            commands.Add(RespCommand.Of("SADD", link.Keys.Binding(queue), RedisKeys.Member(queue, queue)));
        }

        foreach (var list in messages.GroupBy(message => link.Keys.List(message.Queue, RedisKeys.Step(message.Message.Priority)), StringComparer.Ordinal))
        {
            commands.Add(new RespCommand([RespCommand.Part("LPUSH"), RespCommand.Part(list.Key), .. list.Select(message => link.Envelope(message.Message, "", message.Queue))]));
        }

        return commands.Count > 0 ? link.Client.CallAsync(commands, cancellationToken) : Task.CompletedTask;
    }

    public async Task<IBrokerConsumer> ConsumeAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken)
    {
        var consumer = new RedisConsumer(link);
        foreach (var queue in queues)
        {
            await consumer.AddQueueAsync(queue, cancellationToken);
        }

        return consumer;
    }

    public async Task<long> CountAsync(string queue, CancellationToken cancellationToken)
    {
        var lengths = await link.Client.CallAsync([.. link.Keys.Lists(queue).Select(list => RespCommand.Of("LLEN", list))], cancellationToken);
        return lengths.Sum(length => length.Integer);
    }

    public async Task SendAsync(BrokerExchange exchange, string routingKey, BrokerMessage message, CancellationToken cancellationToken)
    {
        if (exchange.Kind != ExchangeKind.Direct)
        {
            await link.Client.CallAsync(
                new RespCommand(RespCommand.Part("PUBLISH"), RespCommand.Part(link.Keys.Channel(exchange.Name, routingKey)), link.Envelope(message, exchange.Name, routingKey)),
                cancellationToken);
            return;
        }

        var bound = await link.Client.CallAsync(RespCommand.Of("SMEMBERS", link.Keys.Binding(exchange.Name)), cancellationToken);
        var pushes = bound.Items
            .Select(member => member.Text.Split(RedisKeys.Separator))
            .Where(member => member.Length == 3 && member[0] == routingKey)
            .Select(member => new RespCommand(
                RespCommand.Part("LPUSH"),
                RespCommand.Part(link.Keys.List(member[2], RedisKeys.Step(message.Priority))),
                link.Envelope(message, exchange.Name, routingKey)))
            .ToList();
        if (pushes.Count > 0)
        {
            await link.Client.CallAsync(pushes, cancellationToken);
        }
    }

    public async Task<IBrokerSubscription> SubscribeAsync(BrokerExchange exchange, string pattern, string queue, CancellationToken cancellationToken)
    {
        var subscription = new RedisSubscription(link, exchange, pattern, queue);
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

    public ValueTask DisposeAsync() => link.Client.DisposeAsync();
}
