namespace Airflow.Storage.Dags;

/// <summary>Statements of files that are asked for.</summary>
internal static class ParseRequestSql
{
    public const string Add = """
        INSERT INTO dag_priority_parsing_request (id, bundle_name, relative_fileloc) VALUES (@id, @bundle_name, @relative_fileloc)
        ON CONFLICT (id) DO NOTHING
        """;

    public const string List = """
        SELECT bundle_name, relative_fileloc FROM dag_priority_parsing_request ORDER BY bundle_name, relative_fileloc
        """;

    public const string Remove = """
        DELETE FROM dag_priority_parsing_request WHERE id = @id
        """;
}
