using Airflow.Engine.StateStores;
using Airflow.Storage.Listing;

namespace Airflow.Storage.StateStores;

/// <summary>The lists of what tasks keep, for themselves and about assets.</summary>
internal static class StateListings
{
    public static readonly ListingShape<StoredTaskState> Tasks = new(
        "s.key, s.value, s.updated_at, s.expires_at",
        "task_state_store s",
        static row => new StoredTaskState(row.Text(0), row.Text(1), row.Time(2), row.TimeOrNull(3)))
    {
        Columns = 4,
        Key = ["key"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["key"] = ListedField.Text("s.key"),
            ["dag_id"] = ListedField.Text("s.dag_id"),
            ["run_id"] = ListedField.Text("s.run_id"),
            ["task_id"] = ListedField.Text("s.task_id"),
            ["map_index"] = ListedField.Number("s.map_index"),
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal) { ["at"] = "s.expires_at IS NULL OR s.expires_at > *" },
    };

    public static readonly ListingShape<StoredAssetState> Assets = new(
        """
        s.key, s.value, s.updated_at, s.last_updated_by_kind, s.last_updated_by_dag_id, s.last_updated_by_run_id, s.last_updated_by_task_id, s.last_updated_by_map_index
        """,
        "asset_state_store s",
        static row => new StoredAssetState(
            row.Text(0), row.Text(1), row.Time(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.IntOrNull(7)))
    {
        Columns = 8,
        Key = ["key"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal) { ["key"] = ListedField.Text("s.key"), ["asset_id"] = ListedField.Number("s.asset_id") },
    };
}
