namespace Airflow.Storage.Users;

/// <summary>Statements of users.</summary>
internal static class UserSql
{
    public const string Find = """
        SELECT id, username, first_name, last_name, email, password, active, last_login, login_count, fail_login_count, created_on
        FROM ab_user
        WHERE lower(username) = lower(@username)
        """;

    public const string FindByEmail = """
        SELECT id, username, first_name, last_name, email, password, active, last_login, login_count, fail_login_count, created_on
        FROM ab_user
        WHERE lower(email) = lower(@email)
        """;

    public const string List = """
        SELECT id, username, first_name, last_name, email, password, active, last_login, login_count, fail_login_count, created_on
        FROM ab_user
        ORDER BY id
        """;

    public const string ListRolesOfUser = """
        SELECT r.name FROM ab_user_role u JOIN ab_role r ON r.id = u.role_id WHERE u.user_id = @user_id ORDER BY u.id
        """;

    public const string Insert = """
        INSERT INTO ab_user (first_name, last_name, username, password, active, email, last_login, login_count, fail_login_count, created_on, changed_on)
        VALUES (@first_name, @last_name, @username, @password, @active, @email, @last_login, @login_count, @fail_login_count, @created_on, @now)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    public const string Update = """
        UPDATE ab_user
        SET first_name = @first_name,
            last_name = @last_name,
            username = @username,
            password = @password,
            active = @active,
            email = @email,
            last_login = @last_login,
            login_count = @login_count,
            fail_login_count = @fail_login_count,
            changed_on = @now
        WHERE id = @id
        """;

    public const string Delete = """
        DELETE FROM ab_user WHERE id = @id
        """;

    public const string DeleteAccessTokens = """
        DELETE FROM personal_access_token WHERE username = (SELECT u.username FROM ab_user u WHERE u.id = @id)
        """;

    /// <summary>Another user of the name that was, later, is not to be let in by them.</summary>
    public const string DeleteAccessTokensOfOtherName = """
        DELETE FROM personal_access_token WHERE username = (SELECT u.username FROM ab_user u WHERE u.id = @id AND u.username <> @username)
        """;

    public const string CountAdmins = """
        SELECT COUNT(*)
        FROM ab_user u
        JOIN ab_user_role ur ON ur.user_id = u.id
        JOIN ab_role r ON r.id = ur.role_id
        WHERE u.active AND r.name = 'Admin'
        """;

    public const string AddRole = """
        INSERT INTO ab_user_role (user_id, role_id) SELECT @user_id, id FROM ab_role WHERE name = @role
        """;

    public const string ClearRoles = """
        DELETE FROM ab_user_role WHERE user_id = @user_id
        """;
}
