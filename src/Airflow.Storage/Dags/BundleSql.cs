namespace Airflow.Storage.Dags;

/// <summary>Statements of manifests and blobs.</summary>
internal static class BundleSql
{
    public const string FindManifest = """
        SELECT version, bundle_name, entries FROM bundle_manifest WHERE version = @version
        """;

    public const string FindBlob = """
        SELECT content FROM bundle_blob WHERE hash = @hash
        """;

    public const string ListBundles = """
        SELECT name, version, last_refreshed FROM dag_bundle ORDER BY name
        """;

    public const string DeleteManifests = """
        DELETE FROM bundle_manifest
        WHERE version NOT IN (SELECT bundle_version FROM dag_version WHERE bundle_version IS NOT NULL)
          AND version NOT IN (SELECT bundle_version FROM dag_run WHERE bundle_version IS NOT NULL)
          AND version NOT IN (SELECT bundle_version FROM dag WHERE bundle_version IS NOT NULL)
        """;

    public const string DeleteBlobs = """
        DELETE FROM bundle_blob
        WHERE hash NOT IN (SELECT json_extract(e.value, '$.hash') FROM bundle_manifest m, json_each(m.entries) e)
        """;
}
