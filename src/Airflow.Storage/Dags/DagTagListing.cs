using Airflow.Storage.Listing;

namespace Airflow.Storage.Dags;

/// <summary>The list of all tags of DAGs that are in use.</summary>
internal static class DagTagListing
{
    public static readonly ListingShape<string> Shape = new("t.name", "(SELECT DISTINCT g.name FROM dag_tag g JOIN dag d ON d.dag_id = g.dag_id WHERE NOT d.is_stale) t", static row => row.Text(0))
    {
        Columns = 1,
        Key = ["name"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal) { ["name"] = ListedField.Text("t.name") },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["dag_id"] = "EXISTS (SELECT 1 FROM dag_tag d WHERE d.name = t.name AND d.dag_id IN (*))",
        },
    };
}
