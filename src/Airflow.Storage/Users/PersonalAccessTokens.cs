using Airflow.Engine.Users;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Users;

/// <summary>Tokens in table personal_access_token.</summary>
internal sealed class PersonalAccessTokens(ISqlDatabase database) : IPersonalAccessTokens
{
    public async Task<bool> AddAsync(PersonalAccessToken token, CancellationToken cancellationToken) => await database.ExecuteAsync(
        PersonalAccessTokenSql.Insert,
        cancellationToken,
        ("id", token.Id),
        ("username", token.Username),
        ("name", token.Name),
        ("hash", token.Hash),
        ("created_at", token.CreatedAt),
        ("expires_at", token.ExpiresAt)) > 0;

    public Task<PersonalAccessToken?> FindAsync(string hash, CancellationToken cancellationToken) =>
        database.FirstAsync(PersonalAccessTokenSql.Find, Read, cancellationToken, ("hash", hash));

    public Task<IReadOnlyList<PersonalAccessToken>> ListAsync(string username, CancellationToken cancellationToken) =>
        database.ListAsync(PersonalAccessTokenSql.List, Read, cancellationToken, ("username", username));

    public Task UseAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ExecuteAsync(PersonalAccessTokenSql.Use, cancellationToken, ("id", id), ("now", at));

    public async Task<bool> DeleteAsync(string username, Guid id, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(PersonalAccessTokenSql.Delete, cancellationToken, ("id", id), ("username", username)) > 0;

    private static PersonalAccessToken Read(SqlRow row) => new()
    {
        Id = row.Guid(0),
        Username = row.Text(1),
        Name = row.Text(2),
        Hash = row.Text(3),
        CreatedAt = row.Time(4),
        ExpiresAt = row.TimeOrNull(5),
        LastUsedAt = row.TimeOrNull(6),
    };
}
