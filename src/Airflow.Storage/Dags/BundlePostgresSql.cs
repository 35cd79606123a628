namespace Airflow.Storage.Dags;

/// <summary>Statements of blobs in PostgreSQL's words.</summary>
internal static class BundlePostgresSql
{
    public const string DeleteBlobs = """
        DELETE FROM bundle_blob
        WHERE hash NOT IN (SELECT e.value ->> 'hash' FROM bundle_manifest m, json_array_elements(m.entries) e)
        """;
}
