using Airflow.Engine.Users;

namespace Airflow.Server.Api.Auth;

/// <summary>A personal access token, without the token.</summary>
internal sealed record AccessTokenResponse(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    public static AccessTokenResponse Of(PersonalAccessToken token) => new(token.Id, token.Name, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
