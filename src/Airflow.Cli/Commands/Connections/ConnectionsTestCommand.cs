using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections test.</summary>
internal sealed class ConnectionsTestCommand : ICommand
{
    private readonly Argument<string> _connectionId = Positional.Text("conn_id", "The id.");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _connectionId];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (!IsEnabled(context.Configuration))
        {
            context.Out.Write("\nTesting connections is disabled in Airflow configuration. Contact your deployment admin to enable it.\n\n");
            return 1;
        }

        var id = context.Get(_connectionId);
        context.Out.Write($"Retrieving connection: '{id}'\n");
        var entry = await (await context.OpenConnectionsAsync()).FindAsync(id, context.CancellationToken);
        if (entry is null)
        {
            context.Out.Write("\nConnection not found.\n\n");
            return 1;
        }

        context.Out.Write("\nTesting...\n");
        var problem = await new ConnectionTester().FindProblemAsync(entry.Connection, context.CancellationToken);
        context.Out.Write(problem is null ? "\nConnection success!\n\n" : $"\nConnection failed!\n{problem}\n\n");
        return problem is null ? 0 : 1;
    }

    private static bool IsEnabled(AirflowConfiguration configuration) =>
        string.Equals(configuration.GetString("core", "test_connection").Trim(), "enabled", StringComparison.OrdinalIgnoreCase);
}
