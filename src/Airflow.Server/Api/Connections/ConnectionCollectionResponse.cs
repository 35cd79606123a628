namespace Airflow.Server.Api.Connections;

/// <summary>A page of connections.</summary>
internal sealed record ConnectionCollectionResponse(IReadOnlyList<ConnectionResponse> Connections, int TotalEntries);
