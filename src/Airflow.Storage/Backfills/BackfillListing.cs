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
            ["dag_id"] = ListedField.Text("b.dag_id"),
            ["from_date"] = ListedField.Time("b.from_date"),
            ["to_date"] = ListedField.Time("b.to_date"),
            ["is_paused"] = ListedField.Flag("b.is_paused"),
            ["reprocess_behavior"] = ListedField.Text("b.reprocess_behavior"),
            ["max_active_runs"] = ListedField.Number("b.max_active_runs"),
            ["created_at"] = ListedField.Time("b.created_at"),
            ["completed_at"] = ListedField.Time("b.completed_at", isNullable: true),
            ["updated_at"] = ListedField.Time("b.updated_at"),
            ["triggering_user_name"] = ListedField.Text("b.triggering_user_name", isNullable: true),
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["is_active"] = "b.completed_at IS NULL",
            ["is_completed"] = "b.completed_at IS NOT NULL",
        },
    };
}
