using System.Net;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Variables;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables set.</summary>
internal sealed class VariablesSetCommand : IRemoteCommand
{
    private const int Indent = 2;

    private readonly Argument<string?> _description = Option.Text("--description", "What the variable is for.");
    private readonly Argument<bool> _json = Option.Flag("-j/--json", "Store the value as a JSON text.");
    private readonly Argument<string> _key = Positional.Text("key", "The key.");
    private readonly Argument<string> _value = Positional.Text("value", "The value.", "VALUE");

    public IReadOnlyList<Argument> Arguments => [_description, _json, OutputFormat.Verbose(), _key, _value];

    public async Task<int> RunAsync(CommandContext context)
    {
        var key = context.Get(_key);
        await (await context.OpenVariablesAsync()).SaveAsync(new Variable(key, Value(context), context.Get(_description)), context.CancellationToken);
        context.Out.Write($"Variable {key} created\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var (key, value) = (context.Get(_key), JsonValue.Create(Value(context)));
        try
        {
            await server.Variable.PostVariableAsync(new PostVariableBody { Key = key, Value = value, Description = context.Get(_description) }, context.CancellationToken);
        }
        catch (AirflowApiException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            var body = new PatchVariableBody { Key = key, Value = value, Description = context.Get(_description) };
            await server.Variable.PatchVariableAsync(key, body, cancellationToken: context.CancellationToken);
        }

        context.Out.Write($"Variable {key} created\n");
        return 0;
    }

    private string Value(CommandContext context) => context.Get(_json) ? PythonJson.Write(context.Get(_value), Indent) : context.Get(_value);
}
