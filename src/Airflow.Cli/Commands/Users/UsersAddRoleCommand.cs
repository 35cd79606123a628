using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users add-role.</summary>
internal sealed class UsersAddRoleCommand : ICommand
{
    private readonly Argument<string?> _role = Option.Text("-r/--role", "The role.", isRequired: true);
    private readonly UserChoice _user = new();

    public IReadOnlyList<Argument> Arguments => [_user.Email, _role, _user.Username, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        var user = await _user.FindAsync(context, store);
        var name = context.Get(_role)!;
        var role = await RoleNames.RequireAsync(context, store, name, $"\"{name}\"");
        if (user.Roles.Contains(role.Name, StringComparer.Ordinal))
        {
            throw new AirflowException("role_present", $"User \"{user.Username}\" is already a member of role \"{role.Name}\"");
        }

        await store.UpdateAsync(user with { Roles = [.. user.Roles, role.Name] }, context.CancellationToken);
        context.Out.Write($"User \"{user.Username}\" added to role \"{role.Name}\"\n");
        return 0;
    }
}
