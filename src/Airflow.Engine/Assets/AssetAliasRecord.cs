namespace Airflow.Engine.Assets;

/// <summary>A row of asset_alias.</summary>
public sealed record AssetAliasRecord(int Id, string Name, string Group);
