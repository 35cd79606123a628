namespace Airflow.Server.Api.Assets;

/// <summary>A page of aliases.</summary>
internal sealed record AssetAliasCollectionResponse(IReadOnlyList<AssetAliasResponse> AssetAliases, int TotalEntries);
