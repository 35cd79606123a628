using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Tests.Harness;

/// <summary>A broker that confirms a publish when the test says so.</summary>
internal sealed class SlowBroker(int publishesAtOnce) : IBroker
{
    private readonly MemoryBroker inner = new();
    private readonly Lock gate = new();
    private readonly List<(int Messages, TaskCompletionSource Confirmed)> publishes = [];

    public BrokerAddress Address => inner.Address;

    public int PublishesAtOnce => publishesAtOnce;

    /// <summary>What was published so far, with what confirms it.</summary>
    public IReadOnlyList<(int Messages, TaskCompletionSource Confirmed)> Unconfirmed
    {
        get
        {
            lock (gate)
            {
                return [.. publishes];
            }
        }
    }

    public void ConfirmAll()
    {
        foreach (var (_, confirmed) in Unconfirmed)
        {
            confirmed.TrySetResult();
        }
    }

    public async Task PublishAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        var confirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            publishes.Add((messages.Count, confirmed));
        }

        await confirmed.Task.WaitAsync(cancellationToken);
        await inner.PublishAsync(messages, cancellationToken);
    }

    public Task<IBrokerConsumer> ConsumeAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken) => inner.ConsumeAsync(queues, cancellationToken);

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken) => inner.CountAsync(queue, cancellationToken);

    public Task SendAsync(BrokerExchange exchange, string routingKey, BrokerMessage message, CancellationToken cancellationToken) =>
        inner.SendAsync(exchange, routingKey, message, cancellationToken);

    public Task<IBrokerSubscription> SubscribeAsync(BrokerExchange exchange, string pattern, string queue, CancellationToken cancellationToken) =>
        inner.SubscribeAsync(exchange, pattern, queue, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
