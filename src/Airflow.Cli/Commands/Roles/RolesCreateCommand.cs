using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles create.</summary>
internal sealed class RolesCreateCommand : ICommand
{
    private readonly Argument<string[]> _roles = Positional.Any("role", "The names.");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _roles];

    public async Task<int> RunAsync(CommandContext context)
    {
        var store = await context.OpenUsersAsync();
        foreach (var name in context.Get(_roles))
        {
            await store.AddRoleAsync(new Role(name), context.CancellationToken);
        }

        context.Out.Write($"Added {context.Get(_roles).Length} role(s)\n");
        return 0;
    }
}
