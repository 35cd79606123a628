using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users remove-role.</summary>
internal sealed class UsersRemoveRoleCommand : ICommand
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
        if (!user.Roles.Contains(role.Name, StringComparer.Ordinal))
        {
            throw new AirflowException("role_absent", $"User \"{user.Username}\" is not a member of role \"{role.Name}\"");
        }

        await store.UpdateAsync(user with { Roles = [.. user.Roles.Where(held => held != role.Name)] }, context.CancellationToken);
        context.Out.Write($"User \"{user.Username}\" removed from role \"{role.Name}\"\n");
        return 0;
    }
}
