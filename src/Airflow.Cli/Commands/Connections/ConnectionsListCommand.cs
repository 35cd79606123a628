using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections list.</summary>
internal sealed class ConnectionsListCommand : IRemoteCommand
{
    private readonly Argument<bool> _hideSensitive = Option.Flag("--hide-sensitive", "Mask passwords, extras and logins.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _showValues = Option.Flag("--show-values", "Print every field, passwords included.");

    public IReadOnlyList<Argument> Arguments => [_hideSensitive, _output, _showValues, OutputFormat.Verbose()];

    public IReadOnlyList<Argument> LocalOnly => [_hideSensitive, _showValues];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (context.Get(_hideSensitive) && !context.Get(_showValues))
        {
            throw new AirflowException("usage", "--hide-sensitive can only be used with --show-values");
        }

        var entries = await (await context.OpenConnectionsAsync()).ListAsync(context.CancellationToken);
        context.Print(_output, [.. entries.Select(entry => !context.Get(_showValues)
            ? ConnectionRow.Brief(entry)
            : context.Get(_hideSensitive) ? ConnectionRow.Masked(entry) : ConnectionRow.Full(entry))]);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var connections = await RemoteLookup.ListAsync(async (offset, limit) =>
        {
            var query = new GetConnectionsQuery { Offset = offset, Limit = limit, OrderBy = ["connection_id"] };
            var page = await server.Connection.GetConnectionsAsync(query, context.CancellationToken);
            return (page.Connections, (long?)page.TotalEntries);
        });
        context.Print(_output, [.. connections.Select(static connection => new Row { { "conn_id", connection.ConnectionId }, { "conn_type", connection.ConnType } })]);
        return 0;
    }
}
