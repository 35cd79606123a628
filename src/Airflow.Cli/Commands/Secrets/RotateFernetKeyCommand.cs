using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Secrets;

/// <summary>airflow rotate-fernet-key.</summary>
internal sealed class RotateFernetKeyCommand : ICommand
{
    private readonly Argument<bool> _verbose = OutputFormat.Verbose();

    public IReadOnlyList<Argument> Arguments => [_verbose];

    public async Task<int> RunAsync(CommandContext context)
    {
        var connections = await (await context.OpenConnectionsAsync()).RotateAsync(context.CancellationToken);
        var variables = await (await context.OpenVariablesAsync()).RotateAsync(context.CancellationToken);
        if (context.Get(_verbose))
        {
            context.Error.Write($"Encrypted {connections} connections and {variables} variables with the first key of [core] fernet_key.\n");
        }

        return 0;
    }
}
