using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Variables;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables export.</summary>
internal sealed class VariablesExportCommand : ICommand
{
    private const int Indent = 4;

    private readonly Argument<string> _file = Positional.Text("file", "The file, or - for stdout.");

    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (context.Get(_file).EndsWith(".env", StringComparison.OrdinalIgnoreCase))
        {
            throw new AirflowException("file_format", "Variables are exported as JSON, which no .env file can hold; give the file a name that ends in .json.");
        }

        var variables = await (await context.OpenVariablesAsync()).ListAsync(context.CancellationToken);
        var content = new JsonObject(variables.Select(variable => KeyValuePair.Create(variable.Key, Describe(variable))));
        await ExportTarget.WriteAsync(context, context.Get(_file), PythonJson.Write(JsonValues.Sorted(content), Indent), variables.Count, "Variables");
        return 0;
    }

    // the form with "value" is what import takes apart again
    private static JsonNode? Describe(Variable variable)
    {
        var value = ValueOf(variable.Value);
        return !string.IsNullOrEmpty(variable.Description) || (value is JsonObject entries && entries.ContainsKey("value"))
            ? new JsonObject { ["value"] = value, ["description"] = variable.Description }
            : value;
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            var node = JsonNode.Parse(text);
            return node?.GetValueKind() == JsonValueKind.String ? text : node;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
