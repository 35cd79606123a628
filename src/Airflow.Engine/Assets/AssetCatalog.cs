namespace Airflow.Engine.Assets;

/// <summary>The active assets and what each alias stands for: what references and aliases of a schedule are looked up in.</summary>
public sealed class AssetCatalog(IEnumerable<AssetKey> active, IEnumerable<KeyValuePair<string, IReadOnlyList<AssetKey>>> aliases)
{
    private readonly AssetKey[] assets = [.. active];
    private readonly Dictionary<string, IReadOnlyList<AssetKey>> aliases = new(aliases, StringComparer.Ordinal);

    public static AssetCatalog Empty { get; } = new([], []);

    /// <summary>The assets that a leaf of a condition stands for.</summary>
    public IEnumerable<AssetKey> Resolve(AssetCondition leaf) => leaf switch
    {
        AssetLeaf asset => [new AssetKey(asset.Name, asset.Uri)],
        AssetAliasLeaf alias => aliases.GetValueOrDefault(alias.Name) ?? [],
        AssetNameRef reference => assets.Where(asset => asset.Name == reference.Name),
        AssetUriRef reference => assets.Where(asset => asset.Uri == reference.Uri),
        _ => throw new ArgumentException($"{leaf.GetType().Name} is no leaf.", nameof(leaf)),
    };
}
