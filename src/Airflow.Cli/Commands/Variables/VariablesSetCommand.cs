using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Variables;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables set.</summary>
internal sealed class VariablesSetCommand : ICommand
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
        var value = context.Get(_json) ? PythonJson.Write(context.Get(_value), Indent) : context.Get(_value);
        await (await context.OpenVariablesAsync()).SaveAsync(new Variable(key, value, context.Get(_description)), context.CancellationToken);
        context.Out.Write($"Variable {key} created\n");
        return 0;
    }
}
