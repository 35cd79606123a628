using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when the asset of this uri, defined elsewhere, was updated.</summary>
public sealed record AssetUriRef(string Uri) : AssetCondition
{
    public override JsonObject ToJson() => new() { ["__type"] = "asset_ref", ["uri"] = Uri };

    public override IEnumerable<AssetCondition> Leaves() => [this];
}
