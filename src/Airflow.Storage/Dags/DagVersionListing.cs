using Airflow.Engine.Dags;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Dags;

/// <summary>The list of versions of DAGs.</summary>
internal static class DagVersionListing
{
    public static readonly ListingShape<ListedDagVersion> Shape = new(
        "v.id, v.dag_id, v.version_number, v.bundle_name, v.bundle_version, v.created_at, COALESCE(d.dag_display_name, d.dag_id)",
        "dag_version v JOIN dag d ON d.dag_id = v.dag_id",
        static row => new ListedDagVersion(DagRow.ReadVersion(row), row.Text(6)))
    {
        Columns = 7,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Id("v.id"),
            ["version_number"] = ListedField.Number("v.version_number"),
            ["bundle_name"] = ListedField.Text("v.bundle_name", isNullable: true),
            ["bundle_version"] = ListedField.Text("v.bundle_version", isNullable: true),
            ["dag_id"] = ListedField.Text("v.dag_id") with { IsOrdered = false },
        },
    };
}
