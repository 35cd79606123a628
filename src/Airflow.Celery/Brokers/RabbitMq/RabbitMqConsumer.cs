using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>
/// Takes messages one by one, as many at once as there are and as it has room for, and listens to its queues only while it waits: a listener
/// that stayed would be given messages that this worker has no room for, and RabbitMQ's prefetch cannot say "none".
/// </summary>
internal sealed partial class RabbitMqConsumer(RabbitMqLink link) : IBrokerConsumer
{
    private readonly RetryDelays delays = new(link.Options, link.Clock);
    private readonly RabbitMqChannels channels = new(link);

    /// <summary>How many messages a queue had when it was last asked.</summary>
    private readonly Dictionary<string, long> left = new(StringComparer.Ordinal);

    private volatile IReadOnlyList<string> served = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int turn;

    public IReadOnlyList<string> Queues => served;

    public Task AddQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue), queue];
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return DeclareAsync(queue, cancellationToken);
    }

    public Task RemoveQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue)];
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<BrokerDelivery>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var deliveries = await GetAsync(max);
                if (deliveries.Count == 0)
                {
                    deliveries = await WaitAsync(max, cancellationToken);
                }

                deliveries = await this.KeepServedAsync(deliveries);
                delays.Reset();
                if (deliveries.Count > 0)
                {
                    return deliveries;
                }
            }
            catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
            {
                Log.TryingAgain(link.Logger, exception.Message);
                await channels.DisposeAsync();
                await delays.WaitAsync(cancellationToken);
            }
        }
    }

    public Task AcknowledgeAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        channels.SettleAsync(delivery.Tag, (open, tag) => open.BasicAckAsync(tag, multiple: false, cancellationToken));

    public Task RejectAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        channels.SettleAsync(delivery.Tag, (open, tag) => open.BasicRejectAsync(tag, requeue: false, cancellationToken));

    public Task ReturnAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        channels.SettleAsync(delivery.Tag, (open, tag) => open.BasicRejectAsync(tag, requeue: true, cancellationToken));

    /// <summary>RabbitMQ itself gives back what a closed channel had not settled.</summary>
    public async ValueTask DisposeAsync() => await channels.DisposeAsync();

    private async Task DeclareAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            await link.DeclareAsync(queue, cancellationToken);
        }
        catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
        {
            Log.TryingAgain(link.Logger, exception.Message);
        }
    }

    /// <summary>What is there now; not to be cancelled, for what was answered must arrive.</summary>
    private async Task<IReadOnlyList<BrokerDelivery>> GetAsync(int max)
    {
        var queues = served;
        var deliveries = new List<BrokerDelivery>();
        long[] wanted = [.. queues.Select(queue => 1 + left.GetValueOrDefault(queue))];
        while (deliveries.Count < max && wanted.Any(count => count > 0))
        {
            var first = (int)((uint)turn++ % queues.Count);
            var asked = RabbitMqShares.Of(wanted, first, Math.Min(max - deliveries.Count, channels.AtOnce));
            var open = await channels.OpenAsync(asked.Count, queues);
            var answers = await Task.WhenAll(asked.Select((queue, index) => GetAsync(open[index], index, queues[queue])));
            foreach (var answer in answers.GroupBy(answer => answer.Queue, StringComparer.Ordinal))
            {
                // who left more in the queue was served before
                deliveries.AddRange(answer.OrderByDescending(one => one.Left).Select(one => one.Delivery).OfType<BrokerDelivery>());
                left[answer.Key] = answer.Min(one => one.Left);
            }

            foreach (var queue in asked)
            {
                wanted[queue] = left[queues[queue]];
            }
        }

        return deliveries;
    }

    private async Task<(string Queue, long Left, BrokerDelivery? Delivery)> GetAsync(IChannel channel, int number, string queue)
    {
        var got = await channel.BasicGetAsync(queue, autoAck: false);
        return got is null
            ? (queue, 0, null)
            : (queue, got.MessageCount, new BrokerDelivery(RabbitMqMessages.Read(got.BasicProperties, got.Body), queue, channels.Tag(number, got.DeliveryTag), got.Redelivered));
    }

    private async Task<IReadOnlyList<BrokerDelivery>> WaitAsync(int max, CancellationToken cancellationToken)
    {
        var change = Volatile.Read(ref changed).Task;
        var queues = served;
        var open = (await channels.OpenAsync(1, queues))[0];
        var listeners = queues.Select(queue => new RabbitMqListener(link, open, queue, tag => channels.Tag(0, tag))).ToList();
        foreach (var listener in listeners)
        {
            await listener.StartAsync();
        }

        await Task.WhenAny([.. listeners.Select(listener => listener.Arrived), change, Task.Delay(Timeout.InfiniteTimeSpan, link.Clock, cancellationToken)]);
        foreach (var listener in listeners)
        {
            if (await listener.LeaveAsync())
            {
                // deleted while we listened to it
                link.Forget(listener.Queue);
            }
        }

        return await KeepAsync([.. listeners.SelectMany(listener => listener.TakeAll())], max, cancellationToken);
    }

    /// <summary>Of what several queues gave in the same instant, only what was asked for.</summary>
    private async Task<IReadOnlyList<BrokerDelivery>> KeepAsync(List<BrokerDelivery> arrivals, int max, CancellationToken cancellationToken)
    {
        var kept = cancellationToken.IsCancellationRequested ? 0 : Math.Min(max, arrivals.Count);
        foreach (var delivery in arrivals.Skip(kept))
        {
            await ReturnAsync(delivery, CancellationToken.None);
        }

        return [.. arrivals.Take(kept)];
    }

    private static partial class Log
    {
        [LoggerMessage(7041, LogLevel.Warning, "Messages cannot be fetched; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);
    }
}
