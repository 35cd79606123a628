using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Connections;

using Airflow.Engine.Connections;

/// <summary>airflow connections create-default-connections.</summary>
internal sealed class ConnectionsCreateDefaultsCommand : ICommand
{
    public IReadOnlyList<Argument> Arguments { get; } = [OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var catalog = await context.OpenConnectionsAsync();
        var created = 0;
        foreach (var connection in DefaultConnections.All)
        {
            created += await catalog.AddAsync(connection, context.CancellationToken) ? 1 : 0;
        }

        context.Out.Write($"{created} default connections created, {DefaultConnections.All.Count - created} exist already\n");
        return 0;
    }
}
