namespace Airflow.Engine.Assets;

/// <summary>What a task said about one asset while it ran.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Extra">JSON object.</param>
/// <param name="AliasName">The alias that it was told through.</param>
public sealed record AssetOutletEvent(AssetKey Asset, string Extra, string? AliasName = null);
