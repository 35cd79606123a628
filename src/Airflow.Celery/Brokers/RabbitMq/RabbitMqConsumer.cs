using System.Globalization;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>
/// Takes messages one by one while there are some, and listens to its queues only while it waits: a listener that stayed would be given
/// messages that this worker has no room for, and RabbitMQ's prefetch cannot say "none".
/// </summary>
internal sealed partial class RabbitMqConsumer(RabbitMqLink link) : IBrokerConsumer
{
    /// <summary>So many are fetched one by one sooner than with a listener, which takes three calls.</summary>
    private const int CheapGets = 2;

    private readonly RetryDelays delays = new(link.Options, link.Clock);
    private volatile IReadOnlyList<string> served = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IChannel? channel;
    private int generation;
    private int prefetch;
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
                var open = await OpenAsync();
                var deliveries = await GetAsync(open, max);
                if (deliveries.Count == 0)
                {
                    deliveries = await WaitAsync(open, max, cancellationToken);
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
                await CloseAsync();
                await delays.WaitAsync(cancellationToken);
            }
        }
    }

    public Task AcknowledgeAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        SettleAsync(delivery, (open, tag) => open.BasicAckAsync(tag, multiple: false, cancellationToken));

    public Task RejectAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        SettleAsync(delivery, (open, tag) => open.BasicRejectAsync(tag, requeue: false, cancellationToken));

    public Task ReturnAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        SettleAsync(delivery, (open, tag) => open.BasicRejectAsync(tag, requeue: true, cancellationToken));

    /// <summary>RabbitMQ itself gives back what a closed channel had not settled.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync();

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

    private async Task<IChannel> OpenAsync()
    {
        if (channel is { IsOpen: true } open)
        {
            return open;
        }

        await CloseAsync();
        foreach (var queue in served)
        {
            await link.DeclareAsync(queue, CancellationToken.None);
        }

        Interlocked.Increment(ref generation);
        var opened = await link.OpenChannelAsync(false, CancellationToken.None);
        opened.DefaultConsumer = new RabbitMqLatecomers(opened, link.Logger);
        prefetch = 0;
        channel = opened;
        return opened;
    }

    /// <summary>What is there now; not to be cancelled, for what was answered must arrive.</summary>
    private async Task<IReadOnlyList<BrokerDelivery>> GetAsync(IChannel open, int max)
    {
        var queues = served;
        var deliveries = new List<BrokerDelivery>();
        var isEmpty = new bool[queues.Count];
        for (var index = queues.Count > 0 ? (int)((uint)turn++ % queues.Count) : 0; deliveries.Count < max && !isEmpty.All(empty => empty); index = (index + 1) % queues.Count)
        {
            if (isEmpty[index])
            {
                continue;
            }

            var got = await open.BasicGetAsync(queues[index], autoAck: false);
            isEmpty[index] = got is not { MessageCount: > 0 };
            if (got is null)
            {
                continue;
            }

            deliveries.Add(new BrokerDelivery(RabbitMqMessages.Read(got.BasicProperties, got.Body), queues[index], Tag(got.DeliveryTag), got.Redelivered));
            var more = (int)Math.Min(got.MessageCount, (uint)Math.Min(max - deliveries.Count, ushort.MaxValue));
            if (queues.Count == 1 && more > CheapGets)
            {
                deliveries.AddRange(await BurstAsync(open, queues[index], more));
                break;
            }
        }

        return deliveries;
    }

    /// <summary>Many that are there, in the time of three calls: RabbitMQ sends so many to a listener, who leaves at once.</summary>
    private async Task<IReadOnlyList<BrokerDelivery>> BurstAsync(IChannel open, string queue, int count)
    {
        await PrefetchAsync(open, count);
        var listener = new RabbitMqListener(link, open, queue, Tag);
        await listener.StartAsync();
        await listener.LeaveAsync();
        return listener.TakeAll();
    }

    private async Task PrefetchAsync(IChannel open, int count)
    {
        if (prefetch != count)
        {
            prefetch = 0;
            await open.BasicQosAsync(0, (ushort)count, global: false);
            prefetch = count;
        }
    }

    private async Task<IReadOnlyList<BrokerDelivery>> WaitAsync(IChannel open, int max, CancellationToken cancellationToken)
    {
        var change = Volatile.Read(ref changed).Task;
        var listeners = served.Select(queue => new RabbitMqListener(link, open, queue, Tag)).ToList();
        await PrefetchAsync(open, 1);
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

    private string Tag(ulong tag) => $"{Volatile.Read(ref generation)}.{tag}";

    /// <summary>What was delivered on a channel that is gone is given to somebody again by RabbitMQ: there is nothing to settle any more.</summary>
    private async Task SettleAsync(BrokerDelivery delivery, Func<IChannel, ulong, ValueTask> settle)
    {
        var parts = delivery.Tag.Split('.');
        if (channel is not { IsOpen: true } open || int.Parse(parts[0], CultureInfo.InvariantCulture) != Volatile.Read(ref generation))
        {
            return;
        }

        try
        {
            await settle(open, ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
        {
            Log.NotSettled(link.Logger, delivery.Tag, exception.Message);
        }
    }

    private async Task CloseAsync()
    {
        if (channel is { } open)
        {
            channel = null;
            try
            {
                await open.DisposeAsync();
            }
            catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
            {
                Log.TryingAgain(link.Logger, exception.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7041, LogLevel.Warning, "Messages cannot be fetched; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(7042, LogLevel.Information, "The delivery {Tag} cannot be settled any more and comes again: {Reason}")]
        public static partial void NotSettled(ILogger logger, string tag, string reason);
    }
}
