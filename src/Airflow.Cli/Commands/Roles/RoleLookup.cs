using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>Finds roles that must exist.</summary>
internal static class RoleLookup
{
    public static async Task<Role> RequireAsync(CommandContext context, IUserStore store, string name) =>
        await store.FindRoleAsync(name, context.CancellationToken)
        ?? throw new AirflowException("role_not_found", $"Role named '{name}' does not exist");
}
