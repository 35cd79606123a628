namespace Airflow.Storage.Variables;

/// <summary>Statements of variables.</summary>
internal static class VariableSql
{
    public const string Find = """
        SELECT key, val, description, is_encrypted FROM variable WHERE key = @key
        """;

    public const string List = """
        SELECT key, val, description, is_encrypted FROM variable ORDER BY id
        """;

    public const string Insert = """
        INSERT INTO variable (key, val, description, is_encrypted) VALUES (@key, @val, @description, @is_encrypted) ON CONFLICT (key) DO NOTHING
        """;

    public const string Update = """
        UPDATE variable SET val = @val, description = @description, is_encrypted = @is_encrypted WHERE key = @key
        """;

    public const string Delete = """
        DELETE FROM variable WHERE key = @key
        """;
}
