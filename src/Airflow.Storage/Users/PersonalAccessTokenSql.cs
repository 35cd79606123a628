namespace Airflow.Storage.Users;

/// <summary>Statements of personal access tokens.</summary>
internal static class PersonalAccessTokenSql
{
    public const string Insert = """
        INSERT INTO personal_access_token (id, username, name, hash, created_at, expires_at)
        VALUES (@id, @username, @name, @hash, @created_at, @expires_at)
        ON CONFLICT DO NOTHING
        """;

    public const string Find = """
        SELECT id, username, name, hash, created_at, expires_at, last_used_at FROM personal_access_token WHERE hash = @hash
        """;

    public const string List = """
        SELECT id, username, name, hash, created_at, expires_at, last_used_at FROM personal_access_token WHERE username = @username ORDER BY created_at, id
        """;

    public const string Use = """
        UPDATE personal_access_token SET last_used_at = @now WHERE id = @id
        """;

    public const string Delete = """
        DELETE FROM personal_access_token WHERE id = @id AND username = @username
        """;
}
