using Airflow.Celery.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.EndToEnd.Chaos;

/// <summary>Carries every message from the queue that schedulers publish to, to the one that workers serve; badly.</summary>
internal sealed class ChaosPostman : IAsyncDisposable
{
    public const string To = "delivered";
    private const string From = "default";
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> underWay = [];
    private readonly IBroker broker;
    private readonly MessageHandling handling;
    private readonly Task carrying;

    public ChaosPostman(string url, MessageHandling handling)
    {
        this.handling = handling;
        broker = BrokerCatalog.Open(new BrokerOptions { Url = url }, TimeProvider.System, NullLoggerFactory.Instance);
        carrying = CarryAsync();
    }

    /// <summary>How many messages it has taken.</summary>
    public int Carried { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await carrying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await broker.DisposeAsync();
        stopping.Dispose();
    }

    private async Task CarryAsync()
    {
        await using var consumer = await broker.ConsumeAsync([From], stopping.Token);
        while (true)
        {
            var taken = (await consumer.ReceiveAsync(100, stopping.Token)).ToList();
            if (handling == MessageHandling.Reordered)
            {
                taken.AddRange(await GatherAsync(consumer));
                taken.Reverse();
            }

            foreach (var delivery in taken)
            {
                underWay.Add(DeliverAsync(delivery, Delay(Carried)));
                await consumer.AcknowledgeAsync(delivery, stopping.Token);
                Carried++;
                if (handling == MessageHandling.Reordered)
                {
                    await underWay[^1];
                }
            }
        }
    }

    private TimeSpan Delay(int number) => handling switch
    {
        MessageHandling.Delayed when number % 10 == 3 => TooLate,
        MessageHandling.Delayed => Late,
        _ => TimeSpan.Zero,
    };

    private async Task<IReadOnlyList<BrokerDelivery>> GatherAsync(IBrokerConsumer consumer)
    {
        var gathered = new List<BrokerDelivery>();
        using var timer = new CancellationTokenSource(Gathering, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stopping.Token);
        try
        {
            while (true)
            {
                gathered.AddRange(await consumer.ReceiveAsync(100, either.Token));
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return gathered;
        }
    }

    private async Task DeliverAsync(BrokerDelivery delivery, TimeSpan delay)
    {
        await Task.Delay(delay, TimeProvider.System, stopping.Token);
        var copy = new QueuedMessage(To, delivery.Message);
        await broker.PublishAsync(handling == MessageHandling.Doubled ? [copy, copy] : [copy], stopping.Token);
    }
}
