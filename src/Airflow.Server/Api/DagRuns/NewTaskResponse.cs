namespace Airflow.Server.Api.DagRuns;

/// <summary>A task that a run does not have yet.</summary>
internal sealed record NewTaskResponse(string TaskId, string TaskDisplayName);
