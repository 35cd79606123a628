namespace Airflow.Server.Api.Assets;

/// <summary>A page of events of assets.</summary>
internal sealed record AssetEventCollectionResponse(IReadOnlyList<AssetEventResponse> AssetEvents, int TotalEntries);
