using Airflow.Engine.Users;

namespace Airflow.Server.Api.Accounts;

/// <summary>Which permissions there are: those of the roles that every installation has, the same of single DAGs, and what roles have been given.</summary>
internal static class AccountPermissions
{
    /// <summary>What stands before the id of a single DAG.</summary>
    public const string DagPrefix = "DAG:";

    private static readonly HashSet<string> Actions = [.. BuiltInRoles.KnownPermissions.Select(static one => one.Action)];
    private static readonly HashSet<string> Resources = [.. BuiltInRoles.KnownPermissions.Select(static one => one.Resource)];

    public static IReadOnlyList<RolePermission> Of(IEnumerable<Role> roles) =>
        [.. BuiltInRoles.KnownPermissions.Concat(roles.SelectMany(static role => role.Permissions)).Distinct()];

    /// <exception cref="ApiException">400: it names an action or a resource that there is not.</exception>
    public static void Check(IEnumerable<RolePermission> permissions)
    {
        foreach (var (action, resource) in permissions.Select(static one => (one.Action, one.Resource)))
        {
            if (!Actions.Contains(action))
            {
                throw ApiException.BadRequest($"The specified action: '{action}' was not found");
            }

            if (!Resources.Contains(resource) && !(resource.StartsWith(DagPrefix, StringComparison.Ordinal) && resource.Length > DagPrefix.Length))
            {
                throw ApiException.BadRequest($"The specified resource: '{resource}' was not found");
            }
        }
    }
}
