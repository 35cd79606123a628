using System.Threading.Channels;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers.Memory;

/// <summary>A broker inside this process, for tests and for all roles in one program.</summary>
public sealed class MemoryBroker : IBroker
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedList<BrokerDelivery>> queues = new(StringComparer.Ordinal);
    private readonly List<MemorySubscription> subscriptions = [];
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long lastTag;

    public BrokerAddress Address { get; } = new("memory", "localhost", 0, "", null, false);

    public Task PublishAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        lock (gate)
        {
            foreach (var (queue, message) in messages)
            {
                lastTag++;
                Queue(queue).AddLast(new BrokerDelivery(message, queue, $"{lastTag}", false));
            }

            Pulse();
        }

        return Task.CompletedTask;
    }

    public Task<IBrokerConsumer> ConsumeAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken) =>
        Task.FromResult<IBrokerConsumer>(new MemoryConsumer(this, queues));

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult((long)Queue(queue).Count);
        }
    }

    public Task SendAsync(BrokerExchange exchange, string routingKey, BrokerMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        MemorySubscription[] listeners;
        lock (gate)
        {
            listeners = [.. subscriptions.Where(subscription => subscription.Wants(exchange, routingKey))];
        }

        foreach (var listener in listeners)
        {
            listener.Messages.Writer.TryWrite(message);
        }

        return Task.CompletedTask;
    }

    public Task<IBrokerSubscription> SubscribeAsync(BrokerExchange exchange, string pattern, string queue, CancellationToken cancellationToken)
    {
        var subscription = new MemorySubscription(this, exchange, pattern);
        lock (gate)
        {
            subscriptions.Add(subscription);
        }

        return Task.FromResult<IBrokerSubscription>(subscription);
    }

    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            subscriptions.ForEach(subscription => subscription.Messages.Writer.TryComplete());
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes what there is, or answers with what to wait for.</summary>
    /// <param name="served">Asked inside the lock: a queue that is added before wakes who waits, and must be among them.</param>
    /// <param name="max">At most so many.</param>
    internal (IReadOnlyList<BrokerDelivery> Taken, Task Arrival) Take(Func<IReadOnlyList<string>> served, int max)
    {
        lock (gate)
        {
            var from = served();
            var taken = new List<BrokerDelivery>();
            for (var queue = from.FirstOrDefault(HasAny); queue is not null && taken.Count < max; queue = from.FirstOrDefault(HasAny))
            {
                taken.Add(Queue(queue).First!.Value);
                Queue(queue).RemoveFirst();
            }

            return (taken, arrival.Task);
        }
    }

    internal void GiveBack(BrokerDelivery delivery)
    {
        lock (gate)
        {
            Queue(delivery.Queue).AddFirst(delivery with { IsRedelivered = true });
            Pulse();
        }
    }

    internal void Wake()
    {
        lock (gate)
        {
            Pulse();
        }
    }

    private bool HasAny(string queue) => Queue(queue).Count > 0;

    private LinkedList<BrokerDelivery> Queue(string name)
    {
        if (!queues.TryGetValue(name, out var queue))
        {
            queues[name] = queue = new LinkedList<BrokerDelivery>();
        }

        return queue;
    }

    private void Pulse()
    {
        arrival.TrySetResult();
        arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class MemorySubscription(MemoryBroker broker, BrokerExchange exchange, string pattern) : IBrokerSubscription
    {
        public Channel<BrokerMessage> Messages { get; } = Channel.CreateBounded<BrokerMessage>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

        public bool Wants(BrokerExchange other, string key) => other == exchange && exchange.Kind switch
        {
            ExchangeKind.Fanout => true,
            ExchangeKind.Direct => key == pattern,
            _ => TopicPattern.Matches(pattern, key),
        };

        public IAsyncEnumerable<BrokerMessage> ReadAllAsync(CancellationToken cancellationToken) => Messages.Reader.ReadAllAsync(cancellationToken);

        public ValueTask DisposeAsync()
        {
            lock (broker.gate)
            {
                broker.subscriptions.Remove(this);
            }

            Messages.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
