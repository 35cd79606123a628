using System.Text.Json.Nodes;

namespace Airflow.Engine.Assets;

/// <summary>Which updates of assets make a run: an asset, an alias, a reference, or several joined by all or any.</summary>
public abstract record AssetCondition
{
    /// <summary>Reads the serialised form.</summary>
    public static AssetCondition FromJson(JsonNode? json)
    {
        var data = json as JsonObject ?? throw new ArgumentException("An asset condition is an object with __type.", nameof(json));
        return data["__type"]?.GetValue<string>() switch
        {
            "asset_all" => new AssetAll(Parts(data)),
            "asset_any" => new AssetAny(Parts(data)),
            "asset" => new AssetLeaf((JsonObject)data.DeepClone()),
            "asset_alias" => new AssetAliasLeaf(data["name"]!.GetValue<string>(), data["group"]?.GetValue<string>() ?? "asset"),
            "asset_ref" when data["name"] is { } name => new AssetNameRef(name.GetValue<string>()),
            "asset_ref" when data["uri"] is { } uri => new AssetUriRef(uri.GetValue<string>()),
            var other => throw new ArgumentException($"'{other}' is not a kind of asset condition.", nameof(json)),
        };
    }

    /// <summary>Writes the serialised form.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Writes the form that the table of DAGs and the API show: <c>all</c>, <c>any</c>, <c>asset</c>, <c>alias</c>, <c>asset_ref</c>.</summary>
    public abstract JsonObject ToExpression();

    /// <summary>Whether a run is due once these assets were updated.</summary>
    public abstract bool IsMet(Func<AssetKey, bool> arrived, AssetCatalog catalog);

    /// <summary>All leaves from left to right.</summary>
    public abstract IEnumerable<AssetCondition> Leaves();

    private protected static JsonObject Join(string type, IReadOnlyList<AssetCondition> parts) =>
        new() { ["__type"] = type, ["objects"] = new JsonArray(parts.Select(part => (JsonNode)part.ToJson()).ToArray()) };

    private protected static JsonObject JoinExpression(string word, IReadOnlyList<AssetCondition> parts) =>
        new() { [word] = new JsonArray(parts.Select(part => (JsonNode)part.ToExpression()).ToArray()) };

    private static AssetCondition[] Parts(JsonObject data) =>
        data["objects"]?.AsArray().Select(FromJson).ToArray() ?? throw new ArgumentException("A joined asset condition has 'objects'.", nameof(data));
}
