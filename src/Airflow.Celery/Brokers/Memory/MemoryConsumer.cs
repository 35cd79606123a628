using System.Collections.Concurrent;

namespace Airflow.Celery.Brokers.Memory;

/// <summary>A consumer of the broker in memory.</summary>
internal sealed class MemoryConsumer(MemoryBroker broker, IEnumerable<string> queues) : IBrokerConsumer
{
    private readonly ConcurrentDictionary<string, BrokerDelivery> unacknowledged = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<string> served = [.. queues];

    public IReadOnlyList<string> Queues => served;

    public Task AddQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue), queue];
        broker.Wake();
        return Task.CompletedTask;
    }

    public Task RemoveQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue)];
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<BrokerDelivery>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (taken, arrival) = broker.Take(() => served, max);
            if (taken.Count > 0)
            {
                foreach (var delivery in taken)
                {
                    unacknowledged[delivery.Tag] = delivery;
                }

                if (await this.KeepServedAsync(taken) is { Count: > 0 } kept)
                {
                    return kept;
                }

                continue;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    public Task AcknowledgeAsync(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        unacknowledged.TryRemove(delivery.Tag, out _);
        return Task.CompletedTask;
    }

    public Task RejectAsync(BrokerDelivery delivery, CancellationToken cancellationToken) => AcknowledgeAsync(delivery, cancellationToken);

    public Task ReturnAsync(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        if (unacknowledged.TryRemove(delivery.Tag, out _))
        {
            broker.GiveBack(delivery);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var delivery in unacknowledged.Values.OrderByDescending(delivery => delivery.Tag.Length).ThenByDescending(delivery => delivery.Tag, StringComparer.Ordinal))
        {
            broker.GiveBack(delivery);
        }

        unacknowledged.Clear();
        return ValueTask.CompletedTask;
    }
}
