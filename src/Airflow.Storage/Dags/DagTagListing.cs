using Airflow.Storage.Listing;

namespace Airflow.Storage.Dags;

/// <summary>The list of all tags.</summary>
internal static class DagTagListing
{
    public static readonly ListingShape<string> Shape = new("t.name", "(SELECT DISTINCT name FROM dag_tag) t", static row => row.Text(0))
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
