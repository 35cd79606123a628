namespace Airflow.Engine.Users;

/// <summary>Tokens that are no longer good though their time is not over (table revoked_token).</summary>
public interface IRevokedTokens
{
    /// <param name="id">The token's jti.</param>
    /// <param name="expiresAt">When it would have ended by itself; after that it need not be remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AddAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>False when it is there already: of several who add the same, one is the first.</summary>
    Task<bool> TryAddAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    Task<bool> ContainsAsync(string id, CancellationToken cancellationToken);
}
