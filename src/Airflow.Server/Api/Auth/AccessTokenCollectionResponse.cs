namespace Airflow.Server.Api.Auth;

/// <summary>A user's personal access tokens.</summary>
internal sealed record AccessTokenCollectionResponse(IReadOnlyList<AccessTokenResponse> Tokens, int TotalEntries);
