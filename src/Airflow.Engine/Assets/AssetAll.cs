using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Holds when every part holds.</summary>
public sealed record AssetAll(IReadOnlyList<AssetCondition> Parts) : AssetCondition
{
    public override JsonObject ToJson() => Join("asset_all", Parts);

    public override JsonObject ToExpression() => JoinExpression("all", Parts);

    public override bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog) => Parts.All(part => part.IsMet(arrived, catalog));

    public override IEnumerable<AssetCondition> Leaves() => Parts.SelectMany(part => part.Leaves());
}
