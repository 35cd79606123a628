using Airflow.Engine.Assets;
using Airflow.Storage.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Assets;

/// <summary>The list of assets, each with what names it.</summary>
internal static class AssetListing
{
    private const string LastEvent = "FROM asset_event e WHERE e.asset_id = a.id ORDER BY e.timestamp DESC, e.id DESC LIMIT 1";

    public static readonly ListingShape<ListedAsset> Shape = new(
        $"""
        a.id, a.name, a.uri, a."group", a.extra, a.created_at, a.updated_at, (SELECT e.id {LastEvent}), (SELECT e.timestamp {LastEvent})
        """,
        "asset a",
        Read)
    {
        Columns = 9,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("a.id"),
            ["name"] = ListedField.Text("a.name"),
            ["uri"] = ListedField.Text("a.uri"),
            ["created_at"] = ListedField.Time("a.created_at"),
            ["updated_at"] = ListedField.Time("a.updated_at"),
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["is_active"] = "EXISTS (SELECT 1 FROM asset_active c WHERE c.name = a.name AND c.uri = a.uri)",
            ["dag_ids"] = """
                EXISTS (SELECT 1 FROM dag_schedule_asset_reference s WHERE s.asset_id = a.id AND s.dag_id IN (*))
                OR EXISTS (SELECT 1 FROM task_outlet_asset_reference o WHERE o.asset_id = a.id AND o.dag_id IN (*))
                OR EXISTS (SELECT 1 FROM task_inlet_asset_reference i WHERE i.asset_id = a.id AND i.dag_id IN (*))
                """,
        },
        Complete = CompleteAsync,
    };

    public static AssetRecord ReadAsset(SqlRow row, int first) =>
        new(row.Int(first), row.Text(first + 1), row.Text(first + 2), row.Text(first + 3), row.Text(first + 4));

    private static ListedAsset Read(SqlRow row) => new(ReadAsset(row, 0), row.Time(5), row.Time(6)) { LastEventId = row.IntOrNull(7), LastEventAt = row.TimeOrNull(8) };

    private static async Task<IReadOnlyList<ListedAsset>> CompleteAsync(ISqlSession session, IReadOnlyList<ListedAsset> assets)
    {
        var ids = JsonNumbers.Of(assets.Select(static asset => asset.Asset.Id));
        var dags = await ReferencesAsync(session, AssetListingSql.ScheduledDags, ids);
        var producers = await ReferencesAsync(session, AssetListingSql.ProducingTasks, ids);
        var consumers = await ReferencesAsync(session, AssetListingSql.ConsumingTasks, ids);
        var aliases = (await session.ListAsync(
            AssetListingSql.Aliases, static row => (AssetId: row.Int(0), Alias: new AssetAliasRecord(row.Int(1), row.Text(2), row.Text(3))), ("numbers", ids))).ToLookup(static one => one.AssetId, static one => one.Alias);
        var watchers = (await session.ListAsync(
            AssetListingSql.Watchers, static row => (AssetId: row.Int(0), Watcher: new AssetWatcherRecord(row.Text(1), row.Int(2), row.Time(3))), ("numbers", ids))).ToLookup(static one => one.AssetId, static one => one.Watcher);
        return
        [
            .. assets.Select(asset => asset with
            {
                ScheduledDags = [.. dags[asset.Asset.Id]],
                ProducingTasks = [.. producers[asset.Asset.Id]],
                ConsumingTasks = [.. consumers[asset.Asset.Id]],
                Aliases = [.. aliases[asset.Asset.Id]],
                Watchers = [.. watchers[asset.Asset.Id]],
            }),
        ];
    }

    private static async Task<ILookup<int, AssetUse>> ReferencesAsync(ISqlSession session, string sql, string ids) =>
        (await session.ListAsync(sql, static row => (AssetId: row.Int(0), Reference: new AssetUse(row.Text(1), row.TextOrNull(2), row.Time(3), row.Time(4))), ("numbers", ids)))
            .ToLookup(static one => one.AssetId, static one => one.Reference);
}
