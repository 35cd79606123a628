using System.Text.Json;
using Airflow.Engine.Assets;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Supervision;

/// <summary>The asset events that a successful try reports, read from its terminal message.</summary>
internal static class OutletUpdates
{
    public static IReadOnlyList<AssetUpdate> Of(SucceedTask success)
    {
        if (success.TaskOutlets is not { Count: > 0 } outlets)
        {
            return [];
        }

        var events = (success.OutletEvents ?? []).Select(item => Event(item.ToJsonElement())).OfType<AssetOutletEvent>();
        return AssetUpdates.Of([.. outlets.Select(Outlet).OfType<AssetOutlet>()], [.. events]);
    }

    private static AssetOutlet? Outlet(AssetProfile profile) => profile.Type switch
    {
        "Asset" => new AssetOutlet(AssetOutletKind.Asset, profile.Name, profile.Uri),
        "AssetNameRef" => new AssetOutlet(AssetOutletKind.NameRef, profile.Name, null),
        "AssetUriRef" => new AssetOutlet(AssetOutletKind.UriRef, null, profile.Uri),
        "AssetAlias" => new AssetOutlet(AssetOutletKind.Alias, profile.Name, null),
        _ => null,
    };

    private static AssetOutletEvent? Event(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty("dest_asset_key", out var key)
            || key.ValueKind != JsonValueKind.Object
            || Text(key, "name") is not { } name
            || Text(key, "uri") is not { } uri)
        {
            return null;
        }

        var extra = item.TryGetProperty("extra", out var told) && told.ValueKind == JsonValueKind.Object ? told.GetRawText() : "{}";
        return new AssetOutletEvent(new AssetKey(name, uri), extra, Text(item, "source_alias_name"));
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
