namespace Airflow.Storage.Users;

/// <summary>Statements of revoked tokens.</summary>
internal static class RevokedTokenSql
{
    public const string Insert = """
        INSERT INTO revoked_token (jti, exp) VALUES (@jti, @exp) ON CONFLICT (jti) DO NOTHING
        """;

    public const string Find = """
        SELECT 1 FROM revoked_token WHERE jti = @jti
        """;

    public const string Forget = """
        DELETE FROM revoked_token WHERE exp < @now
        """;
}
