namespace Airflow.Engine.Assets;

/// <summary>A row of asset_dag_run_queue: an asset that was updated and that a DAG waits for.</summary>
public sealed record QueuedAsset(string DagId, AssetKey Asset, DateTimeOffset CreatedAt);
