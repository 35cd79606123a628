using Airflow.Engine.Users;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Users;

/// <summary>Roles with their permissions, inside a session.</summary>
internal static class RoleRows
{
    public static async Task<IReadOnlyList<Role>> ListAsync(ISqlSession session)
    {
        var roles = new List<Role>();
        foreach (var (id, name) in await session.ListAsync(RoleSql.List, row => (row.Int(0), row.Text(1))))
        {
            roles.Add(await WithPermissionsAsync(session, id, name));
        }

        return roles;
    }

    public static async Task<Role?> FindAsync(ISqlSession session, string name) =>
        await FindIdAsync(session, name) is { } id ? await WithPermissionsAsync(session, id, name) : null;

    public static async Task<bool> AddAsync(ISqlSession session, Role role)
    {
        await session.LockAsync(SqlLock.Roles);
        if (await session.FirstAsync<int?>(RoleSql.Insert, row => row.Int(0), ("name", role.Name)) is not { } id)
        {
            return false;
        }

        await GrantAsync(session, id, role.Permissions);
        return true;
    }

    public static async Task<bool> UpdateAsync(ISqlSession session, Role role)
    {
        await session.LockAsync(SqlLock.Roles);
        if (await FindIdAsync(session, role.Name) is not { } id)
        {
            return false;
        }

        await session.ExecuteAsync(RoleSql.ClearPermissions, ("role_id", id));
        await GrantAsync(session, id, role.Permissions);
        return true;
    }

    private static Task<int?> FindIdAsync(ISqlSession session, string name) => session.FirstAsync<int?>(RoleSql.Find, row => row.Int(0), ("name", name));

    private static async Task<Role> WithPermissionsAsync(ISqlSession session, int id, string name) => new(name)
    {
        Permissions = await session.ListAsync(RoleSql.ListPermissions, row => new RolePermission(row.Text(0), row.Text(1)), ("role_id", id)),
    };

    private static async Task GrantAsync(ISqlSession session, int roleId, IReadOnlyList<RolePermission> permissions)
    {
        foreach (var (action, resource) in permissions.Select(permission => (permission.Action, permission.Resource)))
        {
            await session.ExecuteAsync(RoleSql.AddAction, ("action", action));
            await session.ExecuteAsync(RoleSql.AddResource, ("resource", resource));
            await session.ExecuteAsync(RoleSql.AddPair, ("action", action), ("resource", resource));
            await session.ExecuteAsync(RoleSql.Grant, ("role_id", roleId), ("action", action), ("resource", resource));
        }
    }
}
