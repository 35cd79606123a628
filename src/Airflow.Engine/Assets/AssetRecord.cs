namespace Airflow.Engine.Assets;

/// <summary>A row of asset.</summary>
/// <param name="Id">Database key.</param>
/// <param name="Name">Unique among active assets.</param>
/// <param name="Uri">The normalised uri.</param>
/// <param name="Group">Airflow's group of assets.</param>
/// <param name="Extra">JSON object.</param>
public sealed record AssetRecord(int Id, string Name, string Uri, string Group, string Extra);
