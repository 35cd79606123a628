namespace Airflow.Server.Api.StateStores;

/// <summary>Who wrote a value.</summary>
internal sealed record AssetStateStoreLastUpdatedBy(string Kind, string? DagId, string? RunId, string? TaskId, int? MapIndex);
