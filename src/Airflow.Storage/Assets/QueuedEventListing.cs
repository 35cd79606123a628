using Airflow.Engine.Assets;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Assets;

/// <summary>The list of updates of assets that wait for runs.</summary>
internal static class QueuedEventListing
{
    public static readonly ListingShape<ListedQueuedEvent> Shape = new(
        "q.target_dag_id, q.asset_id, q.created_at, COALESCE(d.dag_display_name, d.dag_id)",
        "asset_dag_run_queue q JOIN dag d ON d.dag_id = q.target_dag_id",
        static row => new ListedQueuedEvent(row.Text(0), row.Int(1), row.Time(2), row.Text(3)))
    {
        Columns = 4,
        Key = ["dag_id", "asset_id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["dag_id"] = ListedField.Text("q.target_dag_id"),
            ["asset_id"] = ListedField.Number("q.asset_id"),
            ["created_at"] = ListedField.Time("q.created_at"),
        },
    };
}
