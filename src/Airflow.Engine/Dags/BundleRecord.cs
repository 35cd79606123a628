namespace Airflow.Engine.Dags;

/// <summary>A row of dag_bundle: where DAG files came from, and what was taken last.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The commit of a git bundle; else the newest manifest.</param>
/// <param name="LastRefreshed">When a file of it was stored last.</param>
public sealed record BundleRecord(string Name, string? Version, DateTimeOffset? LastRefreshed);
