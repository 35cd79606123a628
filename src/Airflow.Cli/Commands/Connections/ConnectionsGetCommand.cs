using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections get.</summary>
internal sealed class ConnectionsGetCommand : ICommand
{
    private readonly Argument<string?> _color = Option.Choice("--color", "Accepted; tables have no colours.", ["on", "off", "auto"], "auto");
    private readonly Argument<string> _connectionId = Positional.Text("conn_id", "The id.");
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_color, _output, OutputFormat.Verbose(), _connectionId];

    public async Task<int> RunAsync(CommandContext context)
    {
        var entry = await (await context.OpenConnectionsAsync()).FindAsync(context.Get(_connectionId), context.CancellationToken)
            ?? throw new AirflowException("connection_not_found", "Connection not found.");
        context.Print(_output, [ConnectionRow.Full(entry)]);
        return 0;
    }
}
