namespace Airflow.Server.Api.XComs;

/// <summary>A page of XComs.</summary>
internal sealed record XComCollectionResponse(IReadOnlyList<XComResponse> XcomEntries, int TotalEntries);
