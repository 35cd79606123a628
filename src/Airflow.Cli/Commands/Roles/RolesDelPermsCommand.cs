using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles del-perms.</summary>
internal sealed class RolesDelPermsCommand : ICommand
{
    private readonly Argument<string[]> _actions = Option.Repeated("-a/--action", "An action, such as can_read; all of them when absent.");
    private readonly Argument<string[]> _resources = Option.Repeated("-r/--resource", "A resource, such as DAGs.");
    private readonly Argument<string[]> _roles = Positional.Any("role", "The roles.");

    public IReadOnlyList<Argument> Arguments => [_actions, _resources, OutputFormat.Verbose(), _roles];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        var (actions, resources) = (context.Get(_actions), context.Get(_resources));
        PermissionNames.Check(resources, actions);
        var deleted = 0;
        foreach (var name in context.Get(_roles))
        {
            var role = await RoleLookup.RequireAsync(context, store, name);
            var unwanted = role.Permissions
                .Where(permission => resources.Contains(permission.Resource) && (actions.Length == 0 || actions.Contains(permission.Action))).ToList();
            await store.UpdateRoleAsync(role with { Permissions = [.. role.Permissions.Except(unwanted)] }, context.CancellationToken);
            deleted += unwanted.Count;
            foreach (var permission in unwanted)
            {
                context.Out.Write($"Deleted {PermissionNames.Describe(permission)} from role {name}\n");
            }
        }

        context.Out.Write($"Deleted {deleted} permission(s)\n");
        return 0;
    }
}
