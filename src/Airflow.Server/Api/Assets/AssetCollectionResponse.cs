namespace Airflow.Server.Api.Assets;

/// <summary>A page of assets.</summary>
internal sealed record AssetCollectionResponse(IReadOnlyList<AssetResponse> Assets, int TotalEntries);
