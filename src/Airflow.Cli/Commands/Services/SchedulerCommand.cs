using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow scheduler.</summary>
internal sealed class SchedulerCommand : ICommand
{
    public IReadOnlyList<Argument> Arguments => [];

    public async Task<int> RunAsync(CommandContext context)
    {
        using var services = new RoleServices(context, await context.OpenStoresAsync());
        await new SchedulerRole(services).RunAsync(context.CancellationToken);
        return 0;
    }
}
