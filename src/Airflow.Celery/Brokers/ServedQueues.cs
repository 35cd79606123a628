namespace Airflow.Celery.Brokers;

/// <summary>Holds what a broker gave against the queues that the consumer serves by now.</summary>
internal static class ServedQueues
{
    /// <summary>
    /// What of it the consumer may keep. A broker answers a request that was made before a queue was removed; what it gave of that queue goes
    /// back to others who serve it.
    /// </summary>
    public static async Task<IReadOnlyList<BrokerDelivery>> KeepServedAsync(this IBrokerConsumer consumer, IReadOnlyList<BrokerDelivery> deliveries)
    {
        var served = consumer.Queues;
        if (deliveries.All(delivery => served.Contains(delivery.Queue, StringComparer.Ordinal)))
        {
            return deliveries;
        }

        // the newest first, so that the oldest is the next to be taken
        foreach (var delivery in deliveries.Reverse().Where(delivery => !served.Contains(delivery.Queue, StringComparer.Ordinal)))
        {
            try
            {
                await consumer.ReturnAsync(delivery, CancellationToken.None);
            }
            catch (BrokerException)
            {
                // the broker is away: it gives to somebody else what nobody acknowledges
                continue;
            }
        }

        return [.. deliveries.Where(delivery => served.Contains(delivery.Queue, StringComparer.Ordinal))];
    }
}
