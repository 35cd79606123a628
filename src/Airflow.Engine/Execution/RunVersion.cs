namespace Airflow.Engine.Execution;

/// <summary>The code that a run goes on with.</summary>
/// <param name="DagVersionId">The version of the DAG.</param>
/// <param name="BundleVersion">The manifest of the code.</param>
public sealed record RunVersion(Guid DagVersionId, string? BundleVersion);
