using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Engine;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>Takes messages out of lists as kombu does, several at once when they are there.</summary>
internal sealed partial class RedisConsumer(RedisLink link) : IBrokerConsumer
{
    private readonly ConcurrentDictionary<string, Taken> unacknowledged = new(StringComparer.Ordinal);
    private readonly RedisWaiter waiter = new(link);
    private readonly RedisRestorer restorer = new(link);
    private readonly RetryDelays delays = new(link.Options, link.Clock);
    private volatile IReadOnlyList<string> served = [];
    private int turn;
    private long lastOrder;

    public IReadOnlyList<string> Queues => served;

    public async Task AddQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue), queue];
        await waiter.EndWaitAsync();
        await BindAsync(cancellationToken);
    }

    public async Task RemoveQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue)];
        await waiter.EndWaitAsync();
    }

    public async Task<IReadOnlyList<BrokerDelivery>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await restorer.RestoreWhenDueAsync(cancellationToken);
                var deliveries = await TakeAsync(max, cancellationToken);
                if (deliveries.Count == 0)
                {
                    deliveries = await WaitAsync(cancellationToken);
                }

                deliveries = await this.KeepServedAsync(deliveries);
                delays.Reset();
                if (deliveries.Count > 0)
                {
                    return deliveries;
                }
            }
            catch (BrokerException exception)
            {
                Log.TryingAgain(link.Logger, exception.Message);
                await delays.WaitAsync(cancellationToken);
            }
        }
    }

    public async Task AcknowledgeAsync(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        await link.Client.CallAsync(
            [
                RespCommand.Of("MULTI"),
                RespCommand.Of("ZREM", link.Keys.UnacknowledgedIndex, delivery.Tag),
                RespCommand.Of("HDEL", link.Keys.Unacknowledged, delivery.Tag),
                RespCommand.Of("EXEC"),
            ],
            cancellationToken);
        unacknowledged.TryRemove(delivery.Tag, out _);
    }

    public Task RejectAsync(BrokerDelivery delivery, CancellationToken cancellationToken) => AcknowledgeAsync(delivery, cancellationToken);

    public async Task ReturnAsync(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        if (unacknowledged.TryGetValue(delivery.Tag, out var taken))
        {
            await restorer.RestoreAsync(delivery.Tag, taken.List, RedisRestorer.Mark(taken.Text), cancellationToken);
            unacknowledged.TryRemove(delivery.Tag, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await waiter.DisposeAsync();
        try
        {
            // the newest first, so that the oldest is the next to be taken
            foreach (var (tag, taken) in unacknowledged.OrderByDescending(entry => entry.Value.Order))
            {
                await restorer.RestoreAsync(tag, taken.List, RedisRestorer.Mark(taken.Text), CancellationToken.None);
            }
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            Log.NotReturned(link.Logger, unacknowledged.Count, exception.Message);
        }
    }

    private async Task BindAsync(CancellationToken cancellationToken)
    {
        try
        {
            await link.Client.CallAsync([.. served.Select(queue => RespCommand.Of("SADD", link.Keys.Binding(queue), RedisKeys.Member(queue, queue)))], cancellationToken);
        }
        catch (BrokerException exception)
        {
            // who publishes binds the queue, too
            Log.TryingAgain(link.Logger, exception.Message);
        }
    }

    /// <summary>All steps of priority one after the other, and in each the queues in turn.</summary>
    private List<(string List, string Queue)> Lists()
    {
        var queues = served;
        var first = queues.Count > 0 ? (int)((uint)turn++ % queues.Count) : 0;
        var order = queues.Skip(first).Concat(queues.Take(first)).ToList();
        return [.. RedisKeys.Steps.SelectMany(step => order.Select(queue => (link.Keys.List(queue, step), queue)))];
    }

    private async Task<IReadOnlyList<BrokerDelivery>> TakeAsync(int max, CancellationToken cancellationToken)
    {
        var lists = Lists();
        if (lists.Count == 0)
        {
            return [];
        }

        var reply = await link.Client.CallAsync(
            RespCommand.Of(
            [
                "EVAL", RedisScripts.Take, $"{lists.Count + 2}", link.Keys.UnacknowledgedIndex, link.Keys.Unacknowledged, .. lists.Select(list => list.List),
                $"{max}", Now(), .. lists.Select(list => JsonValue.Create(list.Queue).ToJsonString()),
            ]),
            // what Redis has handed out must arrive
            CancellationToken.None);
        var deliveries = new List<BrokerDelivery>();
        for (var at = 0; at + 1 < reply.Items.Count; at += 2)
        {
            if (await AcceptAsync(reply.Items[at].Text, reply.Items[at + 1].Bytes, cancellationToken) is { } delivery)
            {
                deliveries.Add(delivery);
            }
        }

        return deliveries;
    }

    private async Task<IReadOnlyList<BrokerDelivery>> WaitAsync(CancellationToken cancellationToken)
    {
        var lists = Lists();
        if (lists.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), link.Clock, cancellationToken);
            return [];
        }

        if (await waiter.PopAsync(lists.Select(list => list.List), cancellationToken) is not var (list, text))
        {
            return [];
        }

        if (cancellationToken.IsCancellationRequested || !served.Contains(link.Keys.QueueOf(list), StringComparer.Ordinal))
        {
            // it came while the wait ended: back to where it was
            await link.Client.CallAsync(new RespCommand(RespCommand.Part("RPUSH"), RespCommand.Part(list), text), CancellationToken.None);
            return [];
        }

        if (RedisRestorer.TagOf(text) is { } tag)
        {
            await link.Client.CallAsync(
                [
                    RespCommand.Of("MULTI"),
                    RespCommand.Of("ZADD", link.Keys.UnacknowledgedIndex, Now(), tag),
                    new RespCommand(RespCommand.Part("HSET"), RespCommand.Part(link.Keys.Unacknowledged), RespCommand.Part(tag), RedisRestorer.Entry(text, link.Keys.QueueOf(list))),
                    RespCommand.Of("EXEC"),
                ],
                CancellationToken.None);
        }

        return await AcceptAsync(list, text, cancellationToken) is { } delivery ? [delivery] : [];
    }

    private async Task<BrokerDelivery?> AcceptAsync(string list, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        try
        {
            var envelope = RedisEnvelope.Read(text);
            unacknowledged[envelope.Tag] = new Taken(list, text, Interlocked.Increment(ref lastOrder));
            return new BrokerDelivery(envelope.Message, link.Keys.QueueOf(list), envelope.Tag, envelope.IsRedelivered);
        }
        catch (MessageRefusedException exception)
        {
            Log.Poison(link.Logger, list, exception.Message);
            if (RedisRestorer.TagOf(text) is { } tag)
            {
                await AcknowledgeAsync(new BrokerDelivery(new BrokerMessage { Body = default }, list, tag, false), cancellationToken);
            }

            return null;
        }
    }

    private string Now() => CeleryTime.Seconds(link.Clock.GetUtcNow()).ToString("F6", CultureInfo.InvariantCulture);

    private sealed record Taken(string List, ReadOnlyMemory<byte> Text, long Order);

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning, "Messages cannot be fetched; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(7002, LogLevel.Error, "A message in {List} was dropped: {Reason}")]
        public static partial void Poison(ILogger logger, string list, string reason);

        [LoggerMessage(7003, LogLevel.Warning, "{Count} messages could not be given back; they return after the visibility timeout: {Reason}")]
        public static partial void NotReturned(ILogger logger, int count, string reason);
    }
}
