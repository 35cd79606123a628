using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when the asset of this name, defined elsewhere, was updated.</summary>
public sealed record AssetNameRef(string Name) : AssetCondition
{
    public override JsonObject ToJson() => new() { ["__type"] = "asset_ref", ["name"] = Name };

    public override JsonObject ToExpression() => new() { ["asset_ref"] = new JsonObject { ["name"] = Name } };

    public override bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog) => catalog.Resolve(this).Any(arrived);

    public override IEnumerable<AssetCondition> Leaves() => [this];
}
