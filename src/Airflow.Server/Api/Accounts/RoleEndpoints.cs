using Airflow.Engine.Coordination;
using Airflow.Engine.Users;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Accounts;

/// <summary>/auth/fab/v1/roles and /permissions: roles of one's own, down to single DAGs.</summary>
internal static class RoleEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(AccountOperations.Of("GET", "/roles", "get_roles", ApiNeed.Read(ApiResources.Roles), ListAsync) with
        {
            Parameters = [AccountPage.OrderBy("name"), Paging.Limit, Paging.Offset],
            Answer = typeof(RoleCollectionResponse),
        });
        routes.Map(AccountOperations.Of("POST", "/roles", "create_role", ApiNeed.Create(ApiResources.Roles), CreateAsync) with { Body = AccountBodies.Role, Answer = typeof(RoleResponse) });
        routes.Map(AccountOperations.Of("GET", "/roles/{name}", "get_role", ApiNeed.Read(ApiResources.Roles), GetAsync) with { Answer = typeof(RoleResponse) });
        routes.Map(AccountOperations.Of("PATCH", "/roles/{name}", "patch_role", ApiNeed.Edit(ApiResources.Roles), PatchAsync) with
        {
            Parameters = [ApiParameter.Text("update_mask")],
            Body = AccountBodies.Role,
            Answer = typeof(RoleResponse),
        });
        routes.Map(AccountOperations.Of("DELETE", "/roles/{name}", "delete_role", ApiNeed.Delete(ApiResources.Roles), DeleteAsync));
        routes.Map(AccountOperations.Of("GET", "/permissions", "get_permissions", ApiNeed.Read(ApiResources.Roles), ListPermissionsAsync) with
        {
            Parameters = [AccountPage.OrderBy("id"), Paging.Limit, Paging.Offset],
            Answer = typeof(PermissionCollectionResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var roles = await call.Services.Users.ListRolesAsync(call.Aborted);
        var page = AccountPage.Of(call, roles.Index(), ("name", static one => one.Item.Name), ("role_id", static one => one.Index));
        await call.AnswerAsync(new RoleCollectionResponse([.. page.Select(static one => RoleResponse.Of(one.Item))], roles.Count));
    }

    private static async Task ListPermissionsAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var all = AccountPermissions.Of(await call.Services.Users.ListRolesAsync(call.Aborted));
        var page = AccountPage.Of(
            call, all.Index(), ("id", static one => one.Index), ("action_id", static one => one.Item.Action), ("resource_id", static one => one.Item.Resource));
        await call.AnswerAsync(new PermissionCollectionResponse([.. page.Select(static one => PermissionResponse.Of(one.Item))], all.Count));
    }

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(RoleResponse.Of(await FindAsync(call)));

    private static async Task CreateAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var role = new Role(call.Body.Text("name")!) { Permissions = Checked(call, AccountBodies.PermissionsOf(call.Body) ?? []) };
        if (!await call.Services.Users.AddRoleAsync(role, call.Aborted))
        {
            throw ApiException.Conflict($"Role with name '{role.Name}' already exists; please update with the PATCH endpoint");
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "create_role", Extra = call.Body.GetRawText() });
        await call.AnswerAsync(RoleResponse.Of(role));
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var before = await FindAsync(call);
        var names = call.Text("update_mask")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names?.FirstOrDefault(static name => name is not ("name" or "actions")) is { } unknown)
        {
            throw ApiException.BadRequest($"'{unknown}' in update_mask is unknown");
        }

        var mask = new UpdateMask(call.Body, names);
        var after = before;
        if (mask.Touches("actions") && before.Name == BuiltInRoles.Admin)
        {
            throw ApiException.Conflict("The role Admin may do everything, and stays as it is");
        }

        if (mask.Touches("actions"))
        {
            after = before with { Permissions = Checked(call, AccountBodies.PermissionsOf(call.Body) ?? []) };
            AccountRights.CheckOwn(call, before.Permissions.Except(after.Permissions));
        }

        if (mask.Text("name", null) is { } name && name != before.Name)
        {
            after = after with { Name = name };
            await RenameAsync(call, before.Name, name);
        }

        if (mask.Touches("actions") && !await call.Services.Users.UpdateRoleAsync(after, call.Aborted))
        {
            throw NotFound(after.Name);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "patch_role", Extra = AuditChange.Of(call, RoleResponse.Of(before)) });
        await call.AnswerAsync(RoleResponse.Of(after));
    }

    private static async Task RenameAsync(ApiCall call, string name, string newName)
    {
        RefuseBuiltIn(name);
        if (!await call.Services.Users.RenameRoleAsync(name, newName, call.Aborted))
        {
            throw ApiException.Conflict($"Role with name '{newName}' already exists");
        }
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var role = await FindAsync(call);
        RefuseBuiltIn(role.Name);
        AccountRights.CheckOwn(call, role.Permissions);
        if (!await call.Services.Users.DeleteRoleAsync(role.Name, call.Aborted))
        {
            throw NotFound(role.Name);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_role", Extra = AuditChange.OfDeleted(call, RoleResponse.Of(role)) });
        await call.AnswerAsync<object?>(null);
    }

    private static IReadOnlyList<RolePermission> Checked(ApiCall call, IReadOnlyList<RolePermission> permissions)
    {
        AccountPermissions.Check(permissions);
        AccountRights.CheckOwn(call, permissions);
        return permissions;
    }

    private static async Task<Role> FindAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var name = call.Route("name");
        return await call.Services.Users.FindRoleAsync(name, call.Aborted) ?? throw NotFound(name);
    }

    private static void RefuseBuiltIn(string name)
    {
        if (BuiltInRoles.Contains(name))
        {
            throw ApiException.Conflict($"The role {name} is one that every installation has; it cannot be renamed or deleted");
        }
    }

    private static ApiException NotFound(string name) => ApiException.NotFound($"Role with name '{name}' does not exist.");
}
