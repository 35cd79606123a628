using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when the asset was updated; keeps the serialised asset whole, watchers and extra included.</summary>
public sealed record AssetLeaf(JsonObject Json) : AssetCondition
{
    public string Name => Json["name"]!.GetValue<string>();

    public string Uri => Json["uri"]!.GetValue<string>();

    public override JsonObject ToJson() => (JsonObject)Json.DeepClone();

    public override IEnumerable<AssetCondition> Leaves() => [this];
}
