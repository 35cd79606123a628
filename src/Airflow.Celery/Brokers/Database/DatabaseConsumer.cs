using System.Collections.Concurrent;
using System.Globalization;
using Airflow.Celery.Messages;
using Airflow.Engine.Messaging;

namespace Airflow.Celery.Brokers.Database;

/// <summary>Takes messages under a lease that it keeps up until they are settled: what a dead consumer took is taken again by others.</summary>
internal sealed class DatabaseConsumer : IBrokerConsumer
{
    private readonly DatabaseLink link;
    private readonly string owner;
    private readonly ConcurrentDictionary<long, byte> unsettled = new();
    private readonly RetryDelays delays;
    private readonly CancellationTokenSource ending = new();
    private readonly Task renewing;
    private volatile IReadOnlyList<string> served;

    public DatabaseConsumer(DatabaseLink link, IEnumerable<string> queues)
    {
        this.link = link;
        owner = Guid.CreateVersion7(link.Clock.GetUtcNow()).ToString();
        served = [.. queues];
        delays = new RetryDelays(link.Options, link.Clock);
        renewing = RenewAllAsync();
    }

    public IReadOnlyList<string> Queues => served;

    public Task AddQueueAsync(string queue, CancellationToken cancellationToken)
    {
        served = [.. served.Where(name => name != queue), queue];
        link.Pulse();
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
            var arrival = link.ArrivalAsync();
            try
            {
                var taken = await this.KeepServedAsync(await TakeAsync(max, cancellationToken));
                delays.Reset();
                if (taken.Count > 0)
                {
                    return taken;
                }
            }
            catch (BrokerException exception) when (exception.IsTransient)
            {
                await delays.WaitAsync(cancellationToken);
            }

            await link.WaitAsync(arrival, cancellationToken);
        }
    }

    public Task AcknowledgeAsync(BrokerDelivery delivery, CancellationToken cancellationToken) =>
        SettleAsync(delivery, (store, ids) => store.DeleteAsync(owner, ids, cancellationToken));

    public Task RejectAsync(BrokerDelivery delivery, CancellationToken cancellationToken) => AcknowledgeAsync(delivery, cancellationToken);

    public Task ReturnAsync(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        // forgotten first: when the database is away, its lease is kept up no longer and ends
        unsettled.TryRemove(Id(delivery), out _);
        return SettleAsync(delivery, (store, ids) => store.ReleaseAsync(owner, ids, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await renewing;
        ending.Dispose();
        try
        {
            if (!unsettled.IsEmpty)
            {
                await link.CallAsync(store => store.ReleaseAsync(owner, [.. unsettled.Keys], CancellationToken.None));
                link.Pulse();
            }
        }
        catch (BrokerException)
        {
            // the database is away: the leases end by themselves
            return;
        }
    }

    private async Task<IReadOnlyList<BrokerDelivery>> TakeAsync(int max, CancellationToken cancellationToken)
    {
        var queues = served;
        if (queues.Count == 0)
        {
            return [];
        }

        var deliveries = new List<BrokerDelivery>();
        foreach (var message in await link.CallAsync(store => store.TakeAsync(queues, max, owner, link.Lease, cancellationToken)))
        {
            unsettled[message.Id] = 0;
            if (Read(message) is { } read)
            {
                deliveries.Add(new BrokerDelivery(read, message.Queue, message.Id.ToString(CultureInfo.InvariantCulture), message.IsRedelivered));
            }
            else
            {
                unsettled.TryRemove(message.Id, out _);
                await link.CallAsync(store => store.DeleteAsync(owner, [message.Id], cancellationToken));
            }
        }

        return deliveries;
    }

    /// <summary>Null for what is no message: it would come again for ever.</summary>
    private static BrokerMessage? Read(StoredMessage message)
    {
        try
        {
            return DatabaseText.Read(message.Text);
        }
        catch (MessageRefusedException)
        {
            return null;
        }
    }

    private async Task SettleAsync(BrokerDelivery delivery, Func<IMessageStore, IReadOnlyCollection<long>, Task> settle)
    {
        var id = Id(delivery);
        await link.CallAsync(store => settle(store, [id]));
        unsettled.TryRemove(id, out _);
        link.Pulse();
    }

    private static long Id(BrokerDelivery delivery) => long.Parse(delivery.Tag, CultureInfo.InvariantCulture);

    private async Task RenewAllAsync()
    {
        using var timer = new PeriodicTimer(link.Lease / 3, link.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                await RenewAsync();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            if (!unsettled.IsEmpty)
            {
                await link.CallAsync(store => store.RenewAsync(owner, [.. unsettled.Keys], link.Lease, ending.Token));
            }
        }
        catch (BrokerException)
        {
            // tried again at the next turn; if that is too late, others run what nobody has claimed yet
            return;
        }
    }
}
