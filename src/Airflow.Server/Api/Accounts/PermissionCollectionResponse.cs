namespace Airflow.Server.Api.Accounts;

/// <summary>A page of permissions.</summary>
internal sealed record PermissionCollectionResponse(IReadOnlyList<PermissionResponse> Actions, int TotalEntries);
