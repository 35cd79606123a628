namespace Airflow.Engine.Callbacks;

/// <summary>The outbox of callbacks. Rows are written by <see cref="Execution.IStateWriter"/>, with the change that they tell of.</summary>
public interface ICallbackStore
{
    /// <summary>Takes the oldest events that wait, or whose holder's lease has run out (database time): a compare-and-set, so one holder gets each.</summary>
    Task<IReadOnlyList<CallbackClaim>> ClaimAsync(string owner, TimeSpan duration, int limit, CancellationToken cancellationToken);
    /// <summary>Extends all claims of the owner.</summary>
    Task RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken);
    /// <summary>The event is done, well or badly; false when the claim is not held any more.</summary>
    Task<bool> CompleteAsync(CallbackClaim claim, bool isSuccess, string? output, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>The event waits again; a claim that was given back whole does not count as an attempt.</summary>
    Task ReleaseAsync(CallbackClaim claim, bool countsAsAttempt, CancellationToken cancellationToken);
    /// <summary>Who holds claims.</summary>
    Task<IReadOnlyList<string>> ListOwnersAsync(CancellationToken cancellationToken);
    /// <summary>What these owners held waits again; for owners known to be dead.</summary>
    Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken);
    /// <summary>Which of these events are not done yet.</summary>
    Task<IReadOnlyList<Guid>> ListOpenAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
    /// <summary>The events of a run, oldest first.</summary>
    Task<IReadOnlyList<CallbackRecord>> ListAsync(string dagId, string runId, CancellationToken cancellationToken);
}
