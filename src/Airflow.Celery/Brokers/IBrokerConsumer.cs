namespace Airflow.Celery.Brokers;

/// <summary>
/// One worker's hand in its queues. It fetches only what it was asked for, so that what it cannot run waits where others see it.
/// Disposing gives back what was received and neither acknowledged nor rejected.
/// </summary>
public interface IBrokerConsumer : IAsyncDisposable
{
    IReadOnlyList<string> Queues { get; }

    Task AddQueueAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Stops serving a queue; it and what is in it stay.</summary>
    Task RemoveQueueAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Waits until there is something and takes it, never more than so many; a cancelled wait takes nothing. One call at a time.</summary>
    Task<IReadOnlyList<BrokerDelivery>> ReceiveAsync(int max, CancellationToken cancellationToken);

    /// <summary>It was taken care of: the broker forgets it.</summary>
    Task AcknowledgeAsync(BrokerDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Nobody can use it: the broker drops it.</summary>
    Task RejectAsync(BrokerDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Not taken care of: it goes back to its queue, the next to be taken, marked as delivered before.</summary>
    Task ReturnAsync(BrokerDelivery delivery, CancellationToken cancellationToken);
}
