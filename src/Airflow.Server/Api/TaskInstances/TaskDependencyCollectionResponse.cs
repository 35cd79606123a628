namespace Airflow.Server.Api.TaskInstances;

/// <summary>Everything that keeps a task instance from being started.</summary>
internal sealed record TaskDependencyCollectionResponse(IReadOnlyList<TaskDependencyResponse> Dependencies);
