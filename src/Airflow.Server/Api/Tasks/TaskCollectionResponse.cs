namespace Airflow.Server.Api.Tasks;

/// <summary>The tasks of a DAG.</summary>
internal sealed record TaskCollectionResponse(IReadOnlyList<TaskResponse> Tasks, int TotalEntries);
