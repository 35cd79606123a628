namespace Airflow.Server.Api.TaskInstances;

/// <summary>A check that is not met, and why.</summary>
internal sealed record TaskDependencyResponse(string Name, string Reason);
