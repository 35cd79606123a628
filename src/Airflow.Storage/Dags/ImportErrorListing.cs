using Airflow.Engine.Dags;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Dags;

/// <summary>The list of files that cannot be parsed.</summary>
internal static class ImportErrorListing
{
    public static readonly ListingShape<ImportError> Shape = new(
        "e.id, e.timestamp, e.bundle_name, e.filename, e.stacktrace",
        "import_error e",
        static row => new ImportError(row.Int(0), row.Time(1), row.TextOrNull(2) ?? "", row.TextOrNull(3) ?? "", row.TextOrNull(4) ?? ""))
    {
        Columns = 5,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("e.id"),
            ["import_error_id"] = ListedField.Number("e.id"),
            ["timestamp"] = ListedField.Time("e.timestamp", isNullable: true),
            ["filename"] = ListedField.Text("e.filename", isNullable: true),
            ["bundle_name"] = ListedField.Text("e.bundle_name", isNullable: true),
            ["stacktrace"] = ListedField.Text("e.stacktrace", isNullable: true),
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // a stack trace shows the file's code, which belongs to every DAG in it
            ["only_dags"] = """
                EXISTS (SELECT 1 FROM dag d WHERE d.bundle_name = e.bundle_name AND d.relative_fileloc = e.filename)
                AND NOT EXISTS (SELECT 1 FROM dag d WHERE d.bundle_name = e.bundle_name AND d.relative_fileloc = e.filename AND d.dag_id NOT IN (*))
                """,
        },
    };
}
