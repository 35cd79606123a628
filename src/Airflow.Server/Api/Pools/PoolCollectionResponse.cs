namespace Airflow.Server.Api.Pools;

/// <summary>A page of pools.</summary>
internal sealed record PoolCollectionResponse(IReadOnlyList<PoolResponse> Pools, int TotalEntries);
