using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow sync-perm.</summary>
internal sealed class SyncPermCommand : ICommand
{
    private readonly Argument<bool> _includeDags = Option.Flag("--include-dags", "Accepted; permissions on single DAGs need no entries in advance.");

    public IReadOnlyList<Argument> Arguments => [_includeDags, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        context.Out.Write("Updating actions and resources for all existing roles\n");
        var store = await context.OpenUsersAsync();
        foreach (var builtIn in BuiltInRoles.All)
        {
            if (await store.FindRoleAsync(builtIn.Name, context.CancellationToken) is { } role && builtIn.Permissions.Except(role.Permissions).ToList() is { Count: > 0 } missing)
            {
                await store.UpdateRoleAsync(role with { Permissions = [.. role.Permissions, .. missing] }, context.CancellationToken);
            }
        }

        return 0;
    }
}
