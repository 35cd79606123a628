using Airflow.Engine.Messaging;

namespace Airflow.Celery.Tests.Harness;

/// <summary>A store of messages in which something happens between the request for messages and its answer.</summary>
internal sealed class InterruptedStore(IMessageStore inner, Func<Task> onTaken) : IMessageStore
{
    public async Task<IReadOnlyList<StoredMessage>> TakeAsync(
        IReadOnlyCollection<string> queues, int max, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        var taken = await inner.TakeAsync(queues, max, owner, lease, cancellationToken);
        await onTaken();
        return taken;
    }

    public Task AddAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) => inner.AddAsync(messages, cancellationToken);

    public Task RenewAsync(string owner, IReadOnlyCollection<long> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        inner.RenewAsync(owner, ids, lease, cancellationToken);

    public Task DeleteAsync(string owner, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => inner.DeleteAsync(owner, ids, cancellationToken);

    public Task ReleaseAsync(string owner, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => inner.ReleaseAsync(owner, ids, cancellationToken);

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken) => inner.CountAsync(queue, cancellationToken);

    public Task SendAsync(string exchange, string routingKey, string text, CancellationToken cancellationToken) =>
        inner.SendAsync(exchange, routingKey, text, cancellationToken);

    public Task<IReadOnlyList<SentMessage>> ListSentAsync(string exchange, long after, CancellationToken cancellationToken) =>
        inner.ListSentAsync(exchange, after, cancellationToken);

    public Task<long> FindLastSentAsync(CancellationToken cancellationToken) => inner.FindLastSentAsync(cancellationToken);

    public IAsyncDisposable? Listen(Action onWake) => inner.Listen(onWake);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
