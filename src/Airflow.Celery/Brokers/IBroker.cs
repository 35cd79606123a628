using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers;

/// <summary>
/// What carries hints about queued tries to workers, and control and events between all. A call throws a transient
/// <see cref="BrokerException"/> while the broker is away and works again when it is back; consumers and subscriptions come back by themselves.
/// </summary>
public interface IBroker : IAsyncDisposable
{
    BrokerAddress Address { get; }

    /// <summary>How many publishes may be under way together without any of them becoming slower; they arrive in the order of the calls.</summary>
    int PublishesAtOnce => 1;

    /// <summary>Puts messages into queues, which are made when they are not there; the broker has them when the task completes.</summary>
    Task PublishAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken);

    /// <summary>Takes part in serving queues.</summary>
    Task<IBrokerConsumer> ConsumeAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken);

    /// <summary>How many messages wait in a queue; 0 for one that does not exist.</summary>
    Task<long> CountAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Gives a message to those who listen now; nobody keeps it for others.</summary>
    Task SendAsync(BrokerExchange exchange, string routingKey, BrokerMessage message, CancellationToken cancellationToken);

    /// <summary>Listens to an exchange; messages sent after the task completes arrive.</summary>
    /// <param name="pattern">The routing key; in a topic exchange * stands for one word and # for any.</param>
    /// <param name="queue">A name of one's own, under which other tools see the listener.</param>
    Task<IBrokerSubscription> SubscribeAsync(BrokerExchange exchange, string pattern, string queue, CancellationToken cancellationToken);
}
