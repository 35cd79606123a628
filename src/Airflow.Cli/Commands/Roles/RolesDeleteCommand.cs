using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles delete.</summary>
internal sealed class RolesDeleteCommand : ICommand
{
    private readonly Argument<string[]> _roles = Positional.Any("role", "The names.");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _roles];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        var names = context.Get(_roles);
        foreach (var name in names)
        {
            await RoleLookup.RequireAsync(context, store, name);
        }

        foreach (var name in names)
        {
            await store.DeleteRoleAsync(name, context.CancellationToken);
        }

        context.Out.Write($"Deleted {names.Length} role(s)\n");
        return 0;
    }
}
