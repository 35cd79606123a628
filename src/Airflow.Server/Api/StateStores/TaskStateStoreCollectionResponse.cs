namespace Airflow.Server.Api.StateStores;

/// <summary>What a task keeps.</summary>
internal sealed record TaskStateStoreCollectionResponse(IReadOnlyList<TaskStateStoreResponse> TaskStateStore, int TotalEntries);
