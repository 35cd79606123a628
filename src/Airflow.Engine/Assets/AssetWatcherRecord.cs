namespace Airflow.Engine.Assets;

/// <summary>A trigger that watches an asset.</summary>
public sealed record AssetWatcherRecord(string Name, int TriggerId, DateTimeOffset CreatedAt);
