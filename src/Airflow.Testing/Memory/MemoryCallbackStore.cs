using Airflow.Engine.Callbacks;

namespace Airflow.Testing.Memory;

/// <summary>The outbox of callbacks in memory.</summary>
internal sealed class MemoryCallbackStore(MemoryDatabase database) : ICallbackStore
{
    public Task<IReadOnlyList<CallbackClaim>> ClaimAsync(string owner, TimeSpan duration, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var now = database.Clock.GetUtcNow();
            var taken = new List<CallbackClaim>();
            foreach (var row in database.Outbox.Values.Where(row => IsFree(row, now)).OrderBy(row => row.Event.CreatedAt).ThenBy(row => row.Event.Id).Take(limit).ToList())
            {
                database.Outbox[row.Event.Key] = row with { State = "running", Owner = owner, Attempt = row.Attempt + 1, Expires = now + duration };
                taken.Add(new CallbackClaim(row.Event, owner, row.Attempt + 1));
            }

            return Task.FromResult<IReadOnlyList<CallbackClaim>>(taken);
        }
    }

    public Task RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        Change(row => row.State == "running" && row.Owner == owner, row => row with { Expires = database.Clock.GetUtcNow() + duration });
        return Task.CompletedTask;
    }

    public Task<bool> CompleteAsync(CallbackClaim claim, bool isSuccess, string? output, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(Change(row => IsHeld(row, claim), row => row with { State = isSuccess ? "success" : "failed", Owner = null, Output = output }) > 0);

    public Task ReleaseAsync(CallbackClaim claim, bool countsAsAttempt, CancellationToken cancellationToken)
    {
        Change(row => IsHeld(row, claim), row => row with { State = "pending", Owner = null, Attempt = row.Attempt - (countsAsAttempt ? 0 : 1) });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListOwnersAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. database.Outbox.Values.Select(row => row.Owner).OfType<string>().Distinct(StringComparer.Ordinal)]);
        }
    }

    public Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken) => Task.FromResult(
        Change(row => row.State == "running" && owners.Contains(row.Owner, StringComparer.Ordinal), row => row with { State = "pending", Owner = null }));

    public Task<IReadOnlyList<Guid>> ListOpenAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Guid>>(
                [.. database.Outbox.Values.Where(row => row.State is "pending" or "running").Select(row => row.Event.Id).Intersect(ids)]);
        }
    }

    public Task<IReadOnlyList<CallbackRecord>> ListAsync(string dagId, string runId, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<CallbackRecord>>(
            [
                .. database.Outbox.Values
                    .Where(row => row.Event.DagId == dagId && row.Event.RunId == runId)
                    .OrderBy(row => row.Event.CreatedAt).ThenBy(row => row.Event.Id)
                    .Select(row => new CallbackRecord(row.Event, row.State, row.Output, row.Attempt)),
            ]);
        }
    }

    private static bool IsFree(MemoryCallback row, DateTimeOffset now) => row.State == "pending" || (row.State == "running" && row.Expires <= now);

    private static bool IsHeld(MemoryCallback row, CallbackClaim claim) =>
        row.Event.Id == claim.Event.Id && row.State == "running" && row.Owner == claim.Owner && row.Attempt == claim.Attempt;

    private int Change(Func<MemoryCallback, bool> isMeant, Func<MemoryCallback, MemoryCallback> change)
    {
        lock (database.Gate)
        {
            var meant = database.Outbox.Values.Where(isMeant).ToList();
            meant.ForEach(row => database.Outbox[row.Event.Key] = change(row));
            return meant.Count;
        }
    }
}
