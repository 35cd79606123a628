using Airflow.Celery.Messages;
using Airflow.Engine.Messaging;

namespace Airflow.Celery.Brokers.Database;

/// <summary>
/// A broker in the tables of a database, for those who want one service less. Messages have the text that they have in Redis; what is sent
/// to all stands in a table for a minute, where each listener reads it.
/// </summary>
public sealed class DatabaseBroker(IMessageStore store, BrokerAddress address, BrokerOptions options, TimeProvider clock) : IBroker
{
    private readonly DatabaseLink link = new(store, address, options, clock);

    public BrokerAddress Address => address;

    public Task PublishAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var texts = messages.Select(message => new NewMessage(message.Queue, message.Message.Priority, DatabaseText.Write(message.Message, "", message.Queue, clock))).ToList();
        return texts.Count > 0 ? link.CallAsync(one => one.AddAsync(texts, cancellationToken)) : Task.CompletedTask;
    }

    public Task<IBrokerConsumer> ConsumeAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken) =>
        Task.FromResult<IBrokerConsumer>(new DatabaseConsumer(link, queues));

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken) => link.CallAsync(one => one.CountAsync(queue, cancellationToken));

    public Task SendAsync(BrokerExchange exchange, string routingKey, BrokerMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        return link.CallAsync(one => one.SendAsync(exchange.Name, routingKey, DatabaseText.Write(message, exchange.Name, routingKey, clock), cancellationToken));
    }

    public async Task<IBrokerSubscription> SubscribeAsync(BrokerExchange exchange, string pattern, string queue, CancellationToken cancellationToken)
    {
        var last = await link.CallAsync(one => one.FindLastSentAsync(cancellationToken));
        return new DatabaseSubscription(link, exchange, pattern, last);
    }

    public ValueTask DisposeAsync() => link.CloseAsync();
}
