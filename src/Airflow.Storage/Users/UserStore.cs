using Airflow.Engine;
using Airflow.Engine.Users;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Users;

/// <summary>Users and roles in the ab_ tables.</summary>
internal sealed class UserStore(ISqlDatabase database, TimeProvider time) : IUserStore
{
    public Task<User?> FindAsync(string username, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, UserSql.Find, ("username", username)), cancellationToken);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, UserSql.FindByEmail, ("email", email)), cancellationToken);

    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<User>>(
        async session =>
        {
            var users = new List<User>();
            foreach (var user in await session.ListAsync(UserSql.List, Read))
            {
                users.Add(await WithRolesAsync(session, user));
            }

            return users;
        },
        cancellationToken);

    public Task<bool> AddAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.FirstAsync<int?>(UserSql.Insert, row => row.Int(0), Arguments(user)) is not { } id)
            {
                return false;
            }

            await AddRolesAsync(session, id, user.Roles);
            return true;
        },
        cancellationToken);

    public Task<bool> UpdateAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (!await TryUpdateAsync(session, user))
            {
                return false;
            }

            await session.ExecuteAsync(UserSql.ClearRoles, ("user_id", user.Id));
            await AddRolesAsync(session, user.Id, user.Roles);
            return true;
        },
        cancellationToken);

    public Task<bool> DeleteAsync(int id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            // another user of that name, later, is not to be let in by them
            await session.ExecuteAsync(UserSql.DeleteAccessTokens, ("id", id));
            return await session.ExecuteAsync(UserSql.Delete, ("id", id)) > 0;
        },
        cancellationToken);

    public Task<bool> UpdateKeepingAdminAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(SqlLock.Roles);
            var wasAdmin = await IsAdminAsync(session, user.Id);
            await session.ExecuteAsync(UserSql.DeleteAccessTokensOfOtherName, ("id", user.Id), ("username", user.Username));
            if (!await TryUpdateAsync(session, user))
            {
                return false;
            }

            await session.ExecuteAsync(UserSql.ClearRoles, ("user_id", user.Id));
            await AddRolesAsync(session, user.Id, user.Roles);
            await RequireAdminAsync(session, wasAdmin);
            return true;
        },
        cancellationToken);

    public Task<bool> DeleteKeepingAdminAsync(int id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(SqlLock.Roles);
            var wasAdmin = await IsAdminAsync(session, id);
            await session.ExecuteAsync(UserSql.DeleteAccessTokens, ("id", id));
            var isDeleted = await session.ExecuteAsync(UserSql.Delete, ("id", id)) > 0;
            await RequireAdminAsync(session, wasAdmin);
            return isDeleted;
        },
        cancellationToken);

    public Task<IReadOnlyList<Role>> ListRolesAsync(CancellationToken cancellationToken) => database.ReadAsync(RoleRows.ListAsync, cancellationToken);

    public Task<Role?> FindRoleAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(session => RoleRows.FindAsync(session, name), cancellationToken);

    public Task<bool> AddRoleAsync(Role role, CancellationToken cancellationToken) =>
        database.WriteAsync(session => RoleRows.AddAsync(session, role), cancellationToken);

    public Task<bool> UpdateRoleAsync(Role role, CancellationToken cancellationToken) =>
        database.WriteAsync(session => RoleRows.UpdateAsync(session, role), cancellationToken);

    public Task<bool> RenameRoleAsync(string name, string newName, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(SqlLock.Roles);
            return await RoleRows.FindAsync(session, newName) is null && await session.ExecuteAsync(RoleSql.Rename, ("name", name), ("new_name", newName)) > 0;
        },
        cancellationToken);

    public async Task<bool> DeleteRoleAsync(string name, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(RoleSql.Delete, cancellationToken, ("name", name)) > 0;

    private static async Task<User?> FindAsync(ISqlSession session, string sql, (string Name, object? Value) argument) =>
        await session.FirstAsync(sql, Read, argument) is { } user ? await WithRolesAsync(session, user) : null;

    private static async Task<User> WithRolesAsync(ISqlSession session, User user) =>
        user with { Roles = await session.ListAsync(UserSql.ListRolesOfUser, row => row.Text(0), ("user_id", user.Id)) };

    private static async Task<bool> IsAdminAsync(ISqlSession session, int id) =>
        (await session.ListAsync(UserSql.ListRolesOfUser, row => row.Text(0), ("user_id", id))).Contains(BuiltInRoles.Admin, StringComparer.Ordinal);

    private static async Task RequireAdminAsync(ISqlSession session, bool wasAdmin)
    {
        if (wasAdmin && await session.FirstAsync(UserSql.CountAdmins, row => row.Int(0)) == 0)
        {
            throw new AirflowException("last_admin", "Nobody active would have the role Admin any more; give it to somebody else first.");
        }
    }

    private async Task<bool> TryUpdateAsync(ISqlSession session, User user)
    {
        try
        {
            return await session.ExecuteAsync(UserSql.Update, [.. Arguments(user), ("id", user.Id)]) > 0;
        }
        catch (AirflowException exception) when (exception.Code == "database_constraint")
        {
            throw new AirflowException("user_exists", $"Another user has the name '{user.Username}' or the mail address '{user.Email}' already.", exception);
        }
    }

    private static async Task AddRolesAsync(ISqlSession session, int userId, IReadOnlyList<string> roles)
    {
        foreach (var role in roles.Distinct(StringComparer.Ordinal))
        {
            if (await session.ExecuteAsync(UserSql.AddRole, ("user_id", userId), ("role", role)) == 0)
            {
                throw new AirflowException("role_not_found", $"There is no role '{role}'. See: airflow roles list");
            }
        }
    }

    private (string Name, object? Value)[] Arguments(User user)
    {
        var now = time.GetUtcNow();
        return
        [
            ("first_name", user.FirstName),
            ("last_name", user.LastName),
            ("username", user.Username),
            ("password", user.PasswordHash),
            ("active", user.IsActive),
            ("email", user.Email),
            ("last_login", user.LastLogin),
            ("login_count", user.LoginCount),
            ("fail_login_count", user.FailLoginCount),
            ("created_on", user.CreatedAt ?? now),
            ("now", now),
        ];
    }

    private static User Read(SqlRow row) => new()
    {
        Id = row.Int(0),
        Username = row.Text(1),
        FirstName = row.Text(2),
        LastName = row.Text(3),
        Email = row.Text(4),
        PasswordHash = row.TextOrNull(5),
        IsActive = row.Flag(6),
        LastLogin = row.TimeOrNull(7),
        LoginCount = row.IsNull(8) ? 0 : row.Int(8),
        FailLoginCount = row.IsNull(9) ? 0 : row.Int(9),
        CreatedAt = row.TimeOrNull(10),
    };
}
