using Airflow.Engine.Dags;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Dags;

/// <summary>The list of warnings about DAGs that are in use.</summary>
internal static class DagWarningListing
{
    public static readonly ListingShape<DagWarning> Shape = new(
        "w.dag_id, w.warning_type, w.message, w.timestamp, COALESCE(d.dag_display_name, d.dag_id)",
        "dag_warning w JOIN dag d ON d.dag_id = w.dag_id",
        static row => new DagWarning(row.Text(0), row.Text(1), row.Text(2), row.Time(3), row.Text(4)))
    {
        Columns = 5,
        Key = ["dag_id", "warning_type"],
        Where = "NOT d.is_stale",
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["dag_id"] = ListedField.Text("w.dag_id"),
            ["warning_type"] = ListedField.Text("w.warning_type"),
            ["message"] = ListedField.Text("w.message"),
            ["timestamp"] = ListedField.Time("w.timestamp"),
        },
    };
}
