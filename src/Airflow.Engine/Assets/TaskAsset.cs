namespace Airflow.Engine.Assets;

/// <summary>An asset that a task reads or writes.</summary>
public sealed record TaskAsset(string TaskId, AssetDefinition Asset);
