using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when at least one part holds.</summary>
public sealed record AssetAny(IReadOnlyList<AssetCondition> Parts) : AssetCondition
{
    public override JsonObject ToJson() => Join("asset_any", Parts);

    public override JsonObject ToExpression() => JoinExpression("any", Parts);

    public override bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog) => Parts.Any(part => part.IsMet(arrived, catalog));

    public override IEnumerable<AssetCondition> Leaves() => Parts.SelectMany(part => part.Leaves());
}
