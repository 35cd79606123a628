namespace Airflow.Server.Api.Accounts;

/// <summary>A page of users.</summary>
internal sealed record UserCollectionResponse(IReadOnlyList<UserResponse> Users, int TotalEntries);
