using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables get.</summary>
internal sealed class VariablesGetCommand : IRemoteCommand
{
    private readonly Argument<string?> _default = Option.Text("-d/--default", "What to print when there is no such variable.", metavar: "VAL");
    private readonly Argument<bool> _json = Option.Flag("-j/--json", "Read the value as JSON.");
    private readonly Argument<string> _key = Positional.Text("key", "The key.");

    public IReadOnlyList<Argument> Arguments => [_default, _json, OutputFormat.Verbose(), _key];

    public async Task<int> RunAsync(CommandContext context)
    {
        Print(context, await (await context.OpenVariablesAsync()).FindAsync(context.Get(_key), context.CancellationToken));
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        try
        {
            Print(context, (await server.Variable.GetVariableAsync(context.Get(_key), context.CancellationToken)).Value);
        }
        catch (AirflowApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            Print(context, null);
        }

        return 0;
    }

    private void Print(CommandContext context, string? value)
    {
        var key = context.Get(_key);
        var text = value is not null && context.Get(_json)
            ? ReadJson(key, value)
            : value ?? context.Get(_default) ?? throw new AirflowException("variable_not_found", $"Variable {key} does not exist.");
        context.Out.Write(text + "\n");
    }

    private static string ReadJson(string key, string value)
    {
        try
        {
            return PythonText.Str(JsonValues.ToPlain(JsonNode.Parse(value)));
        }
        catch (JsonException exception)
        {
            throw new AirflowException("variable_not_json", $"Variable {key} is no JSON: {exception.Message}", exception);
        }
    }
}
