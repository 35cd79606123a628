namespace Airflow.Engine.Assets;

/// <summary>The events that follow from what a task declared (outlets) and what it said while running (outlet events). Pure.</summary>
public static class AssetUpdates
{
    /// <summary>
    /// One event for every asset among the outlets, with the extra that was told for it last; and one for every asset and extra told
    /// through aliases, whatever the number of aliases.
    /// </summary>
    public static IReadOnlyList<AssetUpdate> Of(IReadOnlyList<AssetOutlet> outlets, IReadOnlyList<AssetOutletEvent> events)
    {
        ArgumentNullException.ThrowIfNull(outlets);
        ArgumentNullException.ThrowIfNull(events);
        if (outlets.Count == 0)
        {
            return [];
        }

        var direct = outlets.Where(outlet => outlet.Kind != AssetOutletKind.Alias).Distinct().Select(outlet => new AssetUpdate(outlet.Name, outlet.Uri)
        {
            Extra = events.LastOrDefault(told => told.AliasName is null && Means(outlet, told.Asset))?.Extra ?? "{}",
        });
        var aliases = outlets.Where(outlet => outlet.Kind == AssetOutletKind.Alias).Select(outlet => outlet.Name).ToHashSet(StringComparer.Ordinal);
        var through = events.Where(told => told.AliasName is { } alias && aliases.Contains(alias))
            .GroupBy(told => (told.Asset, told.Extra))
            .Select(group => new AssetUpdate(group.Key.Asset.Name, group.Key.Asset.Uri)
            {
                Extra = group.Key.Extra,
                Aliases = [.. group.Select(told => told.AliasName!).Distinct(StringComparer.Ordinal)],
            });
        return [.. direct, .. through];
    }

    private static bool Means(AssetOutlet outlet, AssetKey asset) =>
        (outlet.Name is null || outlet.Name == asset.Name) && (outlet.Uri is null || outlet.Uri == asset.Uri);
}
