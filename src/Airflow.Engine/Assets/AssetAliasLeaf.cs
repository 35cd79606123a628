using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when an asset that the alias stands for was updated.</summary>
public sealed record AssetAliasLeaf(string Name, string Group) : AssetCondition
{
    public override JsonObject ToJson() => new() { ["__type"] = "asset_alias", ["name"] = Name, ["group"] = Group };

    public override JsonObject ToExpression() => new() { ["alias"] = new JsonObject { ["name"] = Name, ["group"] = Group } };

    public override bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog) => catalog.Resolve(this).Any(arrived);

    public override IEnumerable<AssetCondition> Leaves() => [this];
}
