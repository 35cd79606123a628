namespace Airflow.Engine.Assets;

/// <summary>An update of an asset that waits for a run of a DAG, as lists show it.</summary>
public sealed record ListedQueuedEvent(string DagId, int AssetId, DateTimeOffset CreatedAt, string DagDisplayName);
