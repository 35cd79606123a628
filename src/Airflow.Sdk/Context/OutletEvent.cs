using System.Text.Json;

namespace Airflow;

/// <summary>What a task said of one asset that it updated.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Alias">The alias that stands for it among the outlets; <see langword="null"/> if the asset itself is an outlet.</param>
/// <param name="Extra">Facts to attach.</param>
internal sealed record OutletEvent(Asset Asset, AssetAlias? Alias, Dictionary<string, JsonElement> Extra);
