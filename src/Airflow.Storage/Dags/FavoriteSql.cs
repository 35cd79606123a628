namespace Airflow.Storage.Dags;

/// <summary>Statements of users' favorites.</summary>
internal static class FavoriteSql
{
    public const string Find = """
        SELECT 1 FROM dag_favorite WHERE user_id = @user_id AND dag_id = @dag_id
        """;

    public const string List = """
        SELECT dag_id FROM dag_favorite WHERE user_id = @user_id
        """;

    public const string Add = """
        INSERT INTO dag_favorite (user_id, dag_id) VALUES (@user_id, @dag_id) ON CONFLICT (user_id, dag_id) DO NOTHING
        """;

    public const string Remove = """
        DELETE FROM dag_favorite WHERE user_id = @user_id AND dag_id = @dag_id
        """;
}
