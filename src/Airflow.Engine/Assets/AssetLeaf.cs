using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when the asset was updated; keeps the serialised asset whole, watchers and extra included.</summary>
public sealed record AssetLeaf(JsonObject Json) : AssetCondition
{
    public string Name => Json["name"]!.GetValue<string>();

    public string Uri => Json["uri"]!.GetValue<string>();

    public override JsonObject ToJson() => (JsonObject)Json.DeepClone();

    public override JsonObject ToExpression() => new() { ["asset"] = new JsonObject { ["uri"] = Uri, ["name"] = Name, ["group"] = Json["group"]?.DeepClone() } };

    public override bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog) => catalog.Resolve(this).Any(arrived);

    public override IEnumerable<AssetCondition> Leaves() => [this];
}
