using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections delete.</summary>
internal sealed class ConnectionsDeleteCommand : IRemoteCommand
{
    private readonly Argument<string?> _color = Option.Choice("--color", "Accepted; the answer has no colours.", ["on", "off", "auto"], "auto");
    private readonly Argument<string> _connectionId = Positional.Text("conn_id", "The id.");

    public IReadOnlyList<Argument> Arguments => [_color, OutputFormat.Verbose(), _connectionId];

    public async Task<int> RunAsync(CommandContext context)
    {
        var id = context.Get(_connectionId);
        if (!await (await context.OpenConnectionsAsync()).DeleteAsync(id, context.CancellationToken))
        {
            throw new AirflowException("connection_not_found", $"Did not find a connection with `conn_id`={id}");
        }

        context.Out.Write($"Successfully deleted connection with `conn_id`={id}\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var id = context.Get(_connectionId);
        await server.Connection.DeleteConnectionAsync(id, context.CancellationToken);
        context.Out.Write($"Successfully deleted connection with `conn_id`={id}\n");
        return 0;
    }
}
