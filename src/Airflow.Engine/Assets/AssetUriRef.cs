using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when the asset of this uri, defined elsewhere, was updated.</summary>
public sealed record AssetUriRef(string Uri) : AssetCondition
{
    public override JsonObject ToJson() => new() { ["__type"] = "asset_ref", ["uri"] = Uri };

    public override JsonObject ToExpression() => new() { ["asset_ref"] = new JsonObject { ["uri"] = Uri } };

    public override bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog) => catalog.Resolve(this).Any(arrived);

    public override IEnumerable<AssetCondition> Leaves() => [this];
}
