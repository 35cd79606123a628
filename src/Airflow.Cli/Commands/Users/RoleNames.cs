using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>Checks names of roles that were typed.</summary>
internal static class RoleNames
{
    /// <summary>The role of that name, or an error that lists the roles there are; the first part of its text is the caller's.</summary>
    public static async Task<Role> RequireAsync(CommandContext context, IUserStore store, string name, string quoted)
    {
        if (await store.FindRoleAsync(name, context.CancellationToken) is { } role)
        {
            return role;
        }

        var names = (await store.ListRolesAsync(context.CancellationToken)).Select(role => role.Name);
        throw new AirflowException("role_not_found", $"{quoted} is not a valid role. Valid roles are: [{string.Join(", ", names)}]");
    }
}
