namespace Airflow.Server.Api.StateStores;

/// <summary>What is kept about an asset.</summary>
internal sealed record AssetStateStoreCollectionResponse(IReadOnlyList<AssetStateStoreResponse> AssetStateStore, int TotalEntries);
