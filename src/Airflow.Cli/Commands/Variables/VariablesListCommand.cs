using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Secrets;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables list.</summary>
internal sealed class VariablesListCommand : ICommand
{
    private readonly Argument<bool> _hideSensitive = Option.Flag("--hide-sensitive", "Mask the values.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _showValues = Option.Flag("--show-values", "Print the values, which may be secrets.");

    public IReadOnlyList<Argument> Arguments => [_hideSensitive, _output, _showValues, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var isHidden = context.Get(_hideSensitive);
        if (isHidden && !context.Get(_showValues))
        {
            throw new AirflowException("usage", "--hide-sensitive can only be used with --show-values");
        }

        IEnumerable<Row> rows = context.Get(_showValues)
            ? (await (await context.OpenVariablesAsync()).ListAsync(context.CancellationToken))
                .Select(variable => new Row { { "key", variable.Key }, { "val", isHidden ? SecretMasker.Mask : variable.Value } })
            : (await (await context.OpenVariablesAsync()).ListKeysAsync(context.CancellationToken)).Select(key => new Row { { "key", key } });
        context.Print(_output, [.. rows]);
        return 0;
    }
}
