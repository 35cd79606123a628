using Airflow.Engine.Coordination;
using Airflow.Engine.Users;
using Airflow.Server.Api.Auth;
using Airflow.Server.Users;

namespace Airflow.Server.Api.Accounts;

/// <summary>/auth/fab/v1/users: the users of the database, as Airflow's FAB auth manager serves them.</summary>
internal static class UserEndpoints
{
    private static readonly string[] Fields = ["username", "email", "first_name", "last_name", "roles", "password", "active"];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(AccountOperations.Of("GET", "/users", "get_users", ApiNeed.Read(ApiResources.Users), ListAsync) with
        {
            Parameters = [AccountPage.OrderBy("id"), Paging.Limit, Paging.Offset],
            Answer = typeof(UserCollectionResponse),
        });
        routes.Map(AccountOperations.Of("POST", "/users", "create_user", ApiNeed.Create(ApiResources.Users), CreateAsync) with { Body = AccountBodies.NewUser, Answer = typeof(UserResponse) });
        routes.Map(AccountOperations.Of("GET", "/users/{username}", "get_user", ApiNeed.Read(ApiResources.Users), GetAsync) with { Answer = typeof(UserResponse) });
        routes.Map(AccountOperations.Of("PATCH", "/users/{username}", "update_user", ApiNeed.Edit(ApiResources.Users), PatchAsync) with
        {
            Parameters = [ApiParameter.Text("update_mask")],
            Body = AccountBodies.UserPatch,
            Answer = typeof(UserResponse),
        });
        routes.Map(AccountOperations.Of("DELETE", "/users/{username}", "delete_user", ApiNeed.Delete(ApiResources.Users), DeleteAsync) with { Status = 204 });
    }

    private static async Task ListAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var users = await call.Services.Users.ListAsync(call.Aborted);
        var page = AccountPage.Of(
            call,
            users,
            ("id", static user => user.Id),
            ("user_id", static user => user.Id),
            ("first_name", static user => user.FirstName),
            ("last_name", static user => user.LastName),
            ("username", static user => user.Username),
            ("email", static user => user.Email),
            ("active", static user => user.IsActive));
        await call.AnswerAsync(new UserCollectionResponse([.. page.Select(UserResponse.Of)], users.Count));
    }

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(UserResponse.Of(await FindAsync(call)));

    private static async Task CreateAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var body = call.Body;
        var (username, email) = (body.Text("username")!, body.Text("email")!);
        var roles = AccountBodies.RolesOf(body) is { Count: > 0 } given ? given : [BuiltInRoles.Public];
        await AccountRights.CheckAdminAsync(call, roles);
        await CheckRolesAsync(call, roles);
        if (await call.Services.Users.FindAsync(username, call.Aborted) is not null)
        {
            throw ApiException.Conflict($"Username `{username}` already exists. Use PATCH to update.");
        }

        var user = new User
        {
            Username = username,
            Email = email,
            FirstName = body.Text("first_name")!,
            LastName = body.Text("last_name")!,
            PasswordHash = new IdentityPasswordHasher().Hash(body.Text("password")!),
            Roles = roles,
            CreatedAt = call.Services.Clock.GetUtcNow(),
        };
        if (!await AccountRights.TryAsync(call.Services.Users.AddAsync(user, call.Aborted)))
        {
            throw ApiException.Conflict($"The email `{email}` is already taken.");
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "create_user", Extra = SecretBody.Redact(call.Services.Masker, body) });
        await call.AnswerAsync(UserResponse.Of(user));
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var before = await FindAsync(call);
        var names = call.Text("update_mask")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names?.Except(Fields, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            throw ApiException.BadRequest($"Unknown update masks: {string.Join(", ", unknown.Select(static name => $"'{name}'"))}");
        }

        // a field that is null stays as it is, as in Airflow
        var (body, mask) = (call.Body, new UpdateMask(call.Body, names));
        var roles = mask.Touches("roles") ? AccountBodies.RolesOf(body) ?? before.Roles : before.Roles;
        var password = mask.Text("password", null);
        var after = before with
        {
            Username = mask.Text("username", null) ?? before.Username,
            Email = mask.Text("email", null) ?? before.Email,
            FirstName = mask.Text("first_name", null) ?? before.FirstName,
            LastName = mask.Text("last_name", null) ?? before.LastName,
            Roles = roles,
            IsActive = (mask.Touches("active") ? body.Flag("active") : null) ?? before.IsActive,
            PasswordHash = password is null ? before.PasswordHash : new IdentityPasswordHasher().Hash(password),
        };
        await AccountRights.CheckAdminAsync(call, [.. before.Roles, .. after.Roles]);
        await CheckRolesAsync(call, after.Roles.Except(before.Roles, StringComparer.Ordinal));
        if (!await AccountRights.TryAsync(call.Services.Users.UpdateKeepingAdminAsync(after, call.Aborted)))
        {
            throw NotFound(before.Username);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "update_user", Extra = AuditChange.Of(call, UserResponse.Of(before)) });
        await call.AnswerAsync(UserResponse.Of(after));
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var user = await FindAsync(call);
        await AccountRights.CheckAdminAsync(call, user.Roles);
        if (!await AccountRights.TryAsync(call.Services.Users.DeleteKeepingAdminAsync(user.Id, call.Aborted)))
        {
            throw NotFound(user.Username);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_user", Extra = AuditChange.OfDeleted(call, UserResponse.Of(user)) });
        await call.EndAsync();
    }

    private static async Task<User> FindAsync(ApiCall call)
    {
        AccountRights.Require(call);
        var name = call.Route("username");
        return await call.Services.Users.FindAsync(name, call.Aborted) ?? throw NotFound(name);
    }

    /// <summary>Each of them exists, and permits nothing that its giver may not do himself.</summary>
    private static async Task CheckRolesAsync(ApiCall call, IEnumerable<string> names)
    {
        var known = (await call.Services.Users.ListRolesAsync(call.Aborted)).ToDictionary(static role => role.Name, StringComparer.Ordinal);
        List<string> given = [.. names];
        if (given.FindAll(name => !known.ContainsKey(name)) is { Count: > 0 } missing)
        {
            throw ApiException.BadRequest($"Unknown roles: {string.Join(", ", missing.Select(static name => $"'{name}'"))}");
        }

        AccountRights.CheckOwn(call, given.SelectMany(name => known[name].Permissions));
    }

    private static ApiException NotFound(string name) => ApiException.NotFound($"The User with username `{name}` was not found");
}
