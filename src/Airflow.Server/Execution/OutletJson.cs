using System.Text.Json;
using Airflow.Engine.Assets;

namespace Airflow.Server.Execution;

/// <summary>The asset events that a reported success makes.</summary>
internal static class OutletJson
{
    public static IReadOnlyList<AssetUpdate> Read(JsonElement body)
    {
        var outlets = Items(body, "task_outlets").Select(Outlet).OfType<AssetOutlet>().ToList();
        return outlets.Count == 0 ? [] : AssetUpdates.Of(outlets, [.. Items(body, "outlet_events").Select(Event).OfType<AssetOutletEvent>()]);
    }

    private static AssetOutlet? Outlet(JsonElement item) => Text(item, "type") switch
    {
        "Asset" => new AssetOutlet(AssetOutletKind.Asset, Text(item, "name"), Text(item, "uri")),
        "AssetNameRef" => new AssetOutlet(AssetOutletKind.NameRef, Text(item, "name"), null),
        "AssetUriRef" => new AssetOutlet(AssetOutletKind.UriRef, null, Text(item, "uri")),
        "AssetAlias" => new AssetOutlet(AssetOutletKind.Alias, Text(item, "name"), null),
        _ => null,
    };

    private static AssetOutletEvent? Event(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("dest_asset_key", out var key)
            && Text(key, "name") is { } name && Text(key, "uri") is { } uri
            ? new AssetOutletEvent(
                new AssetKey(name, uri),
                item.TryGetProperty("extra", out var extra) && extra.ValueKind == JsonValueKind.Object ? extra.GetRawText() : "{}",
                Text(item, "source_alias_name"))
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement body, string name) =>
        body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
