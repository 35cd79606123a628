using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles add-perms.</summary>
internal sealed class RolesAddPermsCommand : ICommand
{
    private readonly Argument<string[]> _actions = Option.Repeated("-a/--action", "An action, such as can_read.");
    private readonly Argument<string[]> _resources = Option.Repeated("-r/--resource", "A resource, such as DAGs.");
    private readonly Argument<string[]> _roles = Positional.Any("role", "The roles.");

    public IReadOnlyList<Argument> Arguments => [_actions, _resources, OutputFormat.Verbose(), _roles];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        var (actions, resources) = (context.Get(_actions), context.Get(_resources));
        PermissionNames.Check(resources, actions);
        var wanted = resources.SelectMany(resource => actions.Select(action => new RolePermission(action, resource))).ToList();
        var added = 0;
        foreach (var name in context.Get(_roles))
        {
            var role = await RoleLookup.RequireAsync(context, store, name);
            var missing = wanted.Except(role.Permissions).ToList();
            await store.UpdateRoleAsync(role with { Permissions = [.. role.Permissions, .. missing] }, context.CancellationToken);
            added += missing.Count;
            foreach (var permission in missing)
            {
                context.Out.Write($"Added {PermissionNames.Describe(permission)} to role {name}\n");
            }
        }

        context.Out.Write($"Added {added} permission(s)\n");
        return 0;
    }
}
