namespace Airflow.Server.Api.Accounts;

/// <summary>A page of roles.</summary>
internal sealed record RoleCollectionResponse(IReadOnlyList<RoleResponse> Roles, int TotalEntries);
