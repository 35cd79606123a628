namespace Airflow.Storage.Dags;

/// <summary>Statements of blobs in MySQL's words.</summary>
internal static class BundleMySqlSql
{
    public const string DeleteBlobs = """
        DELETE FROM bundle_blob
        WHERE hash NOT IN (
            SELECT e.hash
            FROM bundle_manifest m
            JOIN JSON_TABLE(m.entries, '$[*]' COLUMNS (hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin PATH '$.hash')) e
            WHERE e.hash IS NOT NULL)
        """;
}
