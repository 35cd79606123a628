namespace Airflow.Storage.Users;

/// <summary>Statements of roles and what they permit.</summary>
internal static class RoleSql
{
    public const string List = """
        SELECT id, name FROM ab_role ORDER BY id
        """;

    public const string Find = """
        SELECT id, name FROM ab_role WHERE name = @name
        """;

    public const string ListPermissions = """
        SELECT p.name, v.name
        FROM ab_permission_view_role r
        JOIN ab_permission_view pv ON pv.id = r.permission_view_id
        JOIN ab_permission p ON p.id = pv.permission_id
        JOIN ab_view_menu v ON v.id = pv.view_menu_id
        WHERE r.role_id = @role_id
        ORDER BY r.id
        """;

    public const string Insert = """
        INSERT INTO ab_role (name) VALUES (@name) ON CONFLICT DO NOTHING RETURNING id
        """;

    public const string Rename = """
        UPDATE ab_role SET name = @new_name WHERE name = @name
        """;

    public const string Delete = """
        DELETE FROM ab_role WHERE name = @name
        """;

    public const string AddAction = """
        INSERT INTO ab_permission (name) VALUES (@action) ON CONFLICT DO NOTHING
        """;

    public const string AddResource = """
        INSERT INTO ab_view_menu (name) VALUES (@resource) ON CONFLICT DO NOTHING
        """;

    public const string AddPair = """
        INSERT INTO ab_permission_view (permission_id, view_menu_id)
        SELECT p.id, v.id FROM ab_permission p, ab_view_menu v WHERE p.name = @action AND v.name = @resource
        ON CONFLICT DO NOTHING
        """;

    public const string Grant = """
        INSERT INTO ab_permission_view_role (permission_view_id, role_id)
        SELECT pv.id, @role_id
        FROM ab_permission_view pv
        JOIN ab_permission p ON p.id = pv.permission_id
        JOIN ab_view_menu v ON v.id = pv.view_menu_id
        WHERE p.name = @action AND v.name = @resource
        ON CONFLICT DO NOTHING
        """;

    public const string ClearPermissions = """
        DELETE FROM ab_permission_view_role WHERE role_id = @role_id
        """;
}
