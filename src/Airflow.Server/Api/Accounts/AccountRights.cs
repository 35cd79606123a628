using Airflow.Engine;
using Airflow.Engine.Users;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Accounts;

/// <summary>What the right to change users and roles does not comprise.</summary>
internal static class AccountRights
{
    /// <exception cref="ApiException">404: the users are none of the database.</exception>
    public static void Require(ApiCall call)
    {
        if (call.Services.Auth is not StoredUsers)
        {
            throw ApiException.NotFound("The users are those of the simple auth manager; they and their roles stand in the configuration");
        }
    }

    /// <summary>Whoever may change users, but is no admin, must not become one by it.</summary>
    /// <exception cref="ApiException">403.</exception>
    public static async Task CheckAdminAsync(ApiCall call, params IEnumerable<string> roles)
    {
        if (roles.Contains(BuiltInRoles.Admin, StringComparer.Ordinal) && !await IsAdminAsync(call))
        {
            throw new ApiException(403, "Only an admin may change admins");
        }
    }

    /// <summary>The same of roles: nobody gives away, or takes, what he may not do himself.</summary>
    /// <exception cref="ApiException">403.</exception>
    public static void CheckOwn(ApiCall call, IEnumerable<RolePermission> permissions)
    {
        foreach (var (action, resource) in permissions.Select(static one => (one.Action, one.Resource)))
        {
            if (!IsOwn(call.User, action, resource))
            {
                throw new ApiException(403, $"You may not give {action} on {resource}, as you have it not yourself");
            }
        }
    }

    /// <summary>Does it, and tells a refusal of the store as one of ours.</summary>
    public static async Task<bool> TryAsync(Task<bool> change)
    {
        try
        {
            return await change;
        }
        catch (AirflowException exception) when (exception.Code is "last_admin" or "user_exists")
        {
            throw ApiException.Conflict(exception.Message);
        }
        catch (AirflowException exception) when (exception.Code == "role_not_found")
        {
            throw ApiException.BadRequest(exception.Message);
        }
    }

    private static async Task<bool> IsAdminAsync(ApiCall call) =>
        await call.Services.Users.FindAsync(call.User.Name, call.Aborted) is { } user && user.Roles.Contains(BuiltInRoles.Admin, StringComparer.Ordinal);

    private static bool IsOwn(ApiUser user, string action, string resource) => resource.StartsWith(AccountPermissions.DagPrefix, StringComparison.Ordinal)
        ? user.CanFor(resource[AccountPermissions.DagPrefix.Length..], action, ApiResources.Dags)
        : user.Can(action, resource);
}
