using Airflow.Engine.Backfills;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Backfills;

/// <summary>The list of backfills.</summary>
internal static class BackfillListing
{
    public static readonly ListingShape<ListedBackfill> Shape = new(
        """
        b.id, b.dag_id, b.from_date, b.to_date, b.dag_run_conf, b.is_paused, b.reprocess_behavior, b.max_active_runs, b.created_at, b.completed_at,
        b.updated_at, b.triggering_user_name, COALESCE(d.dag_display_name, d.dag_id)
        """,
        "backfill b\nLEFT JOIN dag d ON d.dag_id = b.dag_id",
        BackfillStore.ReadListed)
    {
        Columns = BackfillStore.Columns + 1,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("b.id"),
            ["dag_id"] = ListedField.Text("b.dag_id") with { IsOrdered = false },
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["is_active"] = "b.completed_at IS NULL",
            ["is_completed"] = "b.completed_at IS NOT NULL",
        },
    };
}
