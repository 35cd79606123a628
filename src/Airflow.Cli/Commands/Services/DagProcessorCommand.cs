using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow dag-processor.</summary>
internal sealed class DagProcessorCommand : ICommand
{
    public IReadOnlyList<Argument> Arguments => [];

    public async Task<int> RunAsync(CommandContext context)
    {
        using var services = new RoleServices(context, await context.OpenStoresAsync());
        await new DagProcessorRole(services).RunAsync(context.CancellationToken);
        return 0;
    }
}
