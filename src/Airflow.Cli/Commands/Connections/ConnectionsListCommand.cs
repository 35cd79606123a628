using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections list.</summary>
internal sealed class ConnectionsListCommand : ICommand
{
    private readonly Argument<bool> _hideSensitive = Option.Flag("--hide-sensitive", "Mask passwords, extras and logins.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _showValues = Option.Flag("--show-values", "Print every field, passwords included.");

    public IReadOnlyList<Argument> Arguments => [_hideSensitive, _output, _showValues, OutputFormat.Verbose()];

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
}
