using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables delete.</summary>
internal sealed class VariablesDeleteCommand : IRemoteCommand
{
    private readonly Argument<string> _key = Positional.Text("key", "The key.");

    public IReadOnlyList<Argument> Arguments => [_key, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var key = context.Get(_key);
        await (await context.OpenVariablesAsync()).DeleteAsync(key, context.CancellationToken);
        context.Out.Write($"Variable {key} deleted\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var key = context.Get(_key);
        await server.Variable.DeleteVariableAsync(key, context.CancellationToken);
        context.Out.Write($"Variable {key} deleted\n");
        return 0;
    }
}
