using Airflow.Engine.Assets;
using Airflow.Storage.Listing;
using Airflow.Storage.Runs;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Assets;

/// <summary>The list of events of assets, each with the runs that it made.</summary>
internal static class AssetEventListing
{
    public static readonly ListingShape<AssetEventRecord> Shape = new(
        """
        e.id, e.timestamp, e.extra, e.source_dag_id, e.source_task_id, e.source_run_id, e.source_map_index, e.partition_key,
        a.id, a.name, a.uri, a."group", a.extra
        """,
        "asset_event e JOIN asset a ON a.id = e.asset_id",
        AssetStore.ReadEvent)
    {
        Columns = 13,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("e.id") with { IsOrdered = false },
            ["timestamp"] = ListedField.Time("e.timestamp"),
            ["source_dag_id"] = ListedField.Text("e.source_dag_id", isNullable: true),
            ["source_task_id"] = ListedField.Text("e.source_task_id", isNullable: true),
            ["source_run_id"] = ListedField.Text("e.source_run_id", isNullable: true),
            ["source_map_index"] = ListedField.Number("COALESCE(e.source_map_index, -1)"),
            ["asset_id"] = ListedField.Number("e.asset_id") with { IsOrdered = false },
            ["name"] = ListedField.Text("a.name") with { IsOrdered = false },
        },
        Complete = CompleteAsync,
    };

    private static async Task<IReadOnlyList<AssetEventRecord>> CompleteAsync(ISqlSession session, IReadOnlyList<AssetEventRecord> events)
    {
        var runs = (await session.ListAsync(
            AssetListingSql.CreatedRuns, static row => (EventId: row.Int(26), Run: RunRow.Read(row)), ("numbers", JsonNumbers.Of(events.Select(static item => item.Id)))))
            .ToLookup(static one => one.EventId, static one => one.Run);
        return [.. events.Select(item => item with { CreatedRuns = [.. runs[item.Id]] })];
    }
}
