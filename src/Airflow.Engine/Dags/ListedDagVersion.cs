namespace Airflow.Engine.Dags;

/// <summary>A version of a DAG as lists show it.</summary>
/// <param name="Version">The version.</param>
/// <param name="DisplayName">What people call the DAG.</param>
public sealed record ListedDagVersion(DagVersionRecord Version, string DisplayName);
