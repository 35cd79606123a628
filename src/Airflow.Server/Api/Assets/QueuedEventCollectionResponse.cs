namespace Airflow.Server.Api.Assets;

/// <summary>Updates of assets that wait for runs.</summary>
internal sealed record QueuedEventCollectionResponse(IReadOnlyList<QueuedEventResponse> QueuedEvents, int TotalEntries);
