using Airflow.Engine.Users;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Users;

/// <summary>Tokens in table revoked_token; those that have ended by themselves are forgotten on the way.</summary>
internal sealed class RevokedTokens(ISqlDatabase database, TimeProvider time) : IRevokedTokens
{
    public Task AddAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken) => TryAddAsync(id, expiresAt, cancellationToken);

    public Task<bool> TryAddAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(RevokedTokenSql.Forget, ("now", time.GetUtcNow()));
            return await session.ExecuteAsync(RevokedTokenSql.Insert, ("jti", id), ("exp", expiresAt)) > 0;
        },
        cancellationToken);

    public async Task<bool> ContainsAsync(string id, CancellationToken cancellationToken) =>
        await database.FirstAsync(RevokedTokenSql.Find, static _ => true, cancellationToken, ("jti", id));
}
