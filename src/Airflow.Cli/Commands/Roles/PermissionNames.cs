using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>Names of actions and resources, as typed and as printed.</summary>
internal static class PermissionNames
{
    private const string DagPrefix = "DAG:";
    private const string RunPrefix = "DAG Run:";

    /// <summary>The actions in order, with commas between them.</summary>
    public static string Join(IEnumerable<RolePermission> permissions) =>
        string.Join(',', permissions.Select(permission => permission.Action).Order(StringComparer.Ordinal));

    /// <summary>A permission in words: can read on DAGs.</summary>
    public static string Describe(RolePermission permission) => $"{permission.Action.Replace('_', ' ')} on {permission.Resource}";

    /// <summary>An error when a name stands for nothing; DAG:id and DAG Run:id stand for single DAGs.</summary>
    public static void Check(IEnumerable<string> resources, IEnumerable<string> actions)
    {
        foreach (var resource in resources.Where(resource => !IsResource(resource)))
        {
            throw new AirflowException("resource_not_found", $"Resource named '{resource}' does not exist");
        }

        foreach (var action in actions.Where(action => BuiltInRoles.KnownPermissions.All(known => known.Action != action)))
        {
            throw new AirflowException("action_not_found", $"Action named '{action}' does not exist");
        }
    }

    private static bool IsResource(string name) =>
        name.StartsWith(DagPrefix, StringComparison.Ordinal)
        || name.StartsWith(RunPrefix, StringComparison.Ordinal)
        || BuiltInRoles.KnownPermissions.Any(known => known.Resource == name);
}
