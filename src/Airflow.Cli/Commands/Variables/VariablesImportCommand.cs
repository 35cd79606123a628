using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Variables;

namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables import.</summary>
internal sealed class VariablesImportCommand : ICommand
{
    private const int Indent = 2;

    private readonly Argument<string?> _action =
        Option.Choice("-a/--action-on-existing-key", "What to do with a key that exists.", ["overwrite", "fail", "skip"], "overwrite");

    private readonly Argument<string> _file = Positional.Text("file", "The file.");

    public IReadOnlyList<Argument> Arguments => [_action, OutputFormat.Verbose(), _file];

    public async Task<int> RunAsync(CommandContext context)
    {
        var file = context.PathOf(context.Get(_file));
        if (!File.Exists(file))
        {
            throw new AirflowException("file_missing", "Missing variables file.");
        }

        var entries = await SecretFile.ReadAsync(file, context.CancellationToken);
        var catalog = await context.OpenVariablesAsync();
        var existing = await FindExistingAsync(context, catalog, entries);
        if (existing.Count > 0 && context.Get(_action) == "fail")
        {
            throw new AirflowException("variable_exists", $"Failed. These keys: {PythonText.Repr(existing)} already exists.");
        }

        var skipped = context.Get(_action) == "skip" ? existing : [];
        var (saved, failed) = await SaveAsync(context, catalog, entries.Where(entry => !skipped.Contains(entry.Key)));
        context.Out.Write($"{saved} of {entries.Count} variables successfully updated.\n");
        if (failed > 0)
        {
            context.Out.Write($"{failed} variable(s) failed to be updated.\n");
        }

        if (skipped.Count > 0)
        {
            context.Out.Write($"The variables with these keys: {PythonText.Repr(skipped)} were skipped because they already exists\n");
        }

        return failed > 0 ? 1 : 0;
    }

    private async Task<SortedSet<string>> FindExistingAsync(CommandContext context, VariableCatalog catalog, JsonObject entries) =>
        context.Get(_action) == "overwrite"
            ? []
            : new(entries.Select(entry => entry.Key).Intersect(await catalog.ListKeysAsync(context.CancellationToken), StringComparer.Ordinal), StringComparer.Ordinal);

    private static async Task<(int Saved, int Failed)> SaveAsync(
        CommandContext context, VariableCatalog catalog, IEnumerable<KeyValuePair<string, JsonNode?>> entries)
    {
        var saved = 0;
        var failed = 0;
        foreach (var (key, entry) in entries)
        {
            try
            {
                await catalog.SaveAsync(VariableOf(key, entry), context.CancellationToken);
                saved++;
            }
            catch (AirflowException exception) when (exception.Code == "variable_invalid")
            {
                context.Out.Write($"Variable import failed: {exception.Message}\n");
                failed++;
            }
        }

        return (saved, failed);
    }

    private static Variable VariableOf(string key, JsonNode? entry)
    {
        var (value, description) = entry is JsonObject fields && fields.ContainsKey("value")
            ? (fields["value"], fields["description"] is JsonValue text && text.TryGetValue<string>(out var described) ? described : null)
            : (entry, null);
        return value?.GetValueKind() == JsonValueKind.String
            ? new Variable(key, value.GetValue<string>(), description)
            : new Variable(key, PythonJson.Write(value, Indent), description);
    }
}
