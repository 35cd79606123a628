using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Callbacks;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Callbacks;

/// <summary>The outbox in table callback.</summary>
internal sealed class CallbackStore(ISqlDatabase database) : ICallbackStore
{
    public async Task<IReadOnlyList<CallbackClaim>> ClaimAsync(string owner, TimeSpan duration, int limit, CancellationToken cancellationToken)
    {
        // looking costs a read; only when something is found, a commit looks again and takes it
        var free = await database.ListAsync(CallbackSql.ListFree, row => row.Guid(0), cancellationToken, ("limit", 1));
        return free.Count == 0 ? [] : await database.WriteAsync(session => TakeAsync(session, owner, duration, limit), cancellationToken);
    }

    public Task RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        database.ExecuteAsync(CallbackSql.Renew, cancellationToken, ("duration", Modifier(duration)), ("owner", owner));

    public async Task<bool> CompleteAsync(CallbackClaim claim, bool isSuccess, string? output, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            CallbackSql.Complete,
            cancellationToken,
            ("state", isSuccess ? "success" : "failed"),
            ("output", output),
            ("now", now),
            ("id", claim.Event.Id),
            ("owner", claim.Owner),
            ("attempt", claim.Attempt)) > 0;

    public Task ReleaseAsync(CallbackClaim claim, bool countsAsAttempt, CancellationToken cancellationToken) => database.ExecuteAsync(
        CallbackSql.Release,
        cancellationToken,
        ("given_back", countsAsAttempt ? 0 : 1),
        ("id", claim.Event.Id),
        ("owner", claim.Owner),
        ("attempt", claim.Attempt));

    public Task<IReadOnlyList<string>> ListOwnersAsync(CancellationToken cancellationToken) =>
        database.ListAsync(CallbackSql.ListOwners, row => row.Text(0), cancellationToken);

    public Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var expired = 0;
            foreach (var owner in owners)
            {
                expired += await session.ExecuteAsync(CallbackSql.Expire, ("owner", owner));
            }

            return expired;
        },
        cancellationToken);

    public Task<IReadOnlyList<Guid>> ListOpenAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => database.ListAsync(
        CallbackSql.ListOpen,
        row => row.Guid(0),
        cancellationToken,
        ("ids", JsonSerializer.Serialize([.. ids.Select(static id => id.ToString())], StorageJson.Default.StringArray)));

    public Task<IReadOnlyList<CallbackRecord>> ListAsync(string dagId, string runId, CancellationToken cancellationToken) => database.ListAsync(
        CallbackSql.ListOfRun,
        row => new CallbackRecord(Read(row.Text(0)), row.Text(1), row.TextOrNull(2), row.Int(3)),
        cancellationToken,
        ("dag_id", dagId),
        ("run_id", runId));

    private static async Task<IReadOnlyList<CallbackClaim>> TakeAsync(ISqlSession session, string owner, TimeSpan duration, int limit)
    {
        var taken = new List<CallbackClaim>();
        foreach (var id in await session.ListAsync(CallbackSql.ListFree, row => row.Guid(0), ("limit", limit)))
        {
            var claims = await session.ListAsync(
                CallbackSql.Claim,
                row => new CallbackClaim(Read(row.Text(0)), owner, row.Int(1)),
                ("owner", owner),
                ("duration", Modifier(duration)),
                ("id", id));
            taken.AddRange(claims);
        }

        return taken;
    }

    private static CallbackEvent Read(string json) =>
        JsonSerializer.Deserialize(json, StorageJson.Default.CallbackEvent) ?? throw new JsonException("A callback's data is no object.");

    // such as "+30.000 seconds"
    private static string Modifier(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:+0.000;-0.000} seconds");
}
