using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when at least one part holds.</summary>
public sealed record AssetAny(IReadOnlyList<AssetCondition> Parts) : AssetCondition
{
    public override JsonObject ToJson() => Join("asset_any", Parts);

    public override IEnumerable<AssetCondition> Leaves() => Parts.SelectMany(part => part.Leaves());
}
