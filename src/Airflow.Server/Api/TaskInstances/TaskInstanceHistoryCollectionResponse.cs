namespace Airflow.Server.Api.TaskInstances;

/// <summary>The tries of a task instance, the first first.</summary>
internal sealed record TaskInstanceHistoryCollectionResponse(IReadOnlyList<TaskInstanceHistoryResponse> TaskInstances, int TotalEntries);
