namespace Airflow.Server.Api.Auth;

/// <summary>A personal access token that was just made: the only answer that ever shows it.</summary>
internal sealed record NewAccessTokenResponse(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string Token);
