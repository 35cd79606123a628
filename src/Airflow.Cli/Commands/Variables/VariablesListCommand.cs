using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Secrets;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables list.</summary>
internal sealed class VariablesListCommand : IRemoteCommand
{
    private readonly Argument<bool> _hideSensitive = Option.Flag("--hide-sensitive", "Mask the values.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _showValues = Option.Flag("--show-values", "Print the values, which may be secrets.");

    public IReadOnlyList<Argument> Arguments => [_hideSensitive, _output, _showValues, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var isHidden = context.Get(_hideSensitive);
        IEnumerable<Row> rows = IsShown(context)
            ? (await (await context.OpenVariablesAsync()).ListAsync(context.CancellationToken))
                .Select(variable => new Row { { "key", variable.Key }, { "val", isHidden ? SecretMasker.Mask : variable.Value } })
            : (await (await context.OpenVariablesAsync()).ListKeysAsync(context.CancellationToken)).Select(key => new Row { { "key", key } });
        context.Print(_output, [.. rows]);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var isShown = IsShown(context);
        var variables = await RemoteLookup.ListAsync(async (offset, limit) =>
        {
            var page = await server.Variable.GetVariablesAsync(new GetVariablesQuery { Offset = offset, Limit = limit, OrderBy = ["key"] }, context.CancellationToken);
            return (page.Variables, (long?)page.TotalEntries);
        });
        context.Print(_output, [.. variables.Select(variable => isShown
            ? new Row { { "key", variable.Key }, { "val", context.Get(_hideSensitive) ? SecretMasker.Mask : variable.Value } }
            : new Row { { "key", variable.Key } })]);
        return 0;
    }

    private bool IsShown(CommandContext context) => context.Get(_showValues) || !context.Get(_hideSensitive)
        ? context.Get(_showValues)
        : throw new AirflowException("usage", "--hide-sensitive can only be used with --show-values");
}
