namespace Airflow.Engine.Messaging;

/// <summary>
/// Queues of messages in a database, for those who want no broker beside it. Every call may be done twice when an answer is lost: a
/// message is a hint, and whoever gets it twice asks whether it is still wanted.
/// </summary>
public interface IMessageStore : IAsyncDisposable
{
    /// <summary>Puts them at the ends of their queues.</summary>
    Task AddAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken);

    /// <summary>Takes what waits in the queues, the most urgent and then the oldest first; nobody else gets it until the lease ends.</summary>
    Task<IReadOnlyList<StoredMessage>> TakeAsync(IReadOnlyCollection<string> queues, int max, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Keeps what the owner has taken and not settled.</summary>
    Task RenewAsync(string owner, IReadOnlyCollection<long> ids, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Forgets what the owner has taken.</summary>
    Task DeleteAsync(string owner, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Gives back what the owner has taken, to where it was in its queue.</summary>
    Task ReleaseAsync(string owner, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>How many wait in a queue.</summary>
    Task<long> CountAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Tells all who listen to an exchange; it is kept for a minute.</summary>
    Task SendAsync(string exchange, string routingKey, string text, CancellationToken cancellationToken);

    /// <summary>What was sent to an exchange, in order, with greater numbers than that. A number may come later than a greater one.</summary>
    Task<IReadOnlyList<SentMessage>> ListSentAsync(string exchange, long after, CancellationToken cancellationToken);

    /// <summary>The greatest number of what was sent; 0 when there is nothing.</summary>
    Task<long> FindLastSentAsync(CancellationToken cancellationToken);

    /// <summary>Calls when there may be something new; null where the database cannot call and one has to look.</summary>
    IAsyncDisposable? Listen(Action onWake);
}
