using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Pools;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools import: pools that lack slots or a description are refused, the others are saved.</summary>
internal sealed class ImportPoolsCommand : ICommand
{
    private readonly Argument<string> _file = Positional.Text("file", "The JSON file to read: names of pools, each with slots and description.", "FILEPATH");

    public IReadOnlyList<Argument> Arguments => [_file, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var file = context.Get(_file);
        if (!File.Exists(context.PathOf(file)))
        {
            throw new AirflowException("file_missing", $"Missing pools file {file}");
        }

        var json = Parse(await File.ReadAllTextAsync(context.PathOf(file), context.CancellationToken));
        var stores = await context.OpenStoresAsync();
        var failed = await SaveAsync(context, stores, json);
        context.Wake("pools");
        if (failed.Count > 0)
        {
            throw new AirflowException("pool_invalid", $"Failed to update pool(s): {string.Join(", ", failed)}");
        }

        context.Out.Write($"Uploaded {json.Count} pool(s)\n");
        return 0;
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new AirflowException("file_invalid", "Invalid json file: an object of pools by name is needed.");
        }
        catch (JsonException exception)
        {
            throw new AirflowException("file_invalid", $"Invalid json file: {exception.Message}", exception);
        }
    }

    private static async Task<List<string>> SaveAsync(CommandContext context, AirflowStores stores, JsonObject json)
    {
        var failed = new List<string>();
        foreach (var (name, value) in json)
        {
            if (Read(name, value) is { } pool)
            {
                await stores.Pools.SaveAsync(pool, context.CancellationToken);
            }
            else
            {
                failed.Add(name);
            }
        }

        return failed;
    }

    private static Pool? Read(string name, JsonNode? value)
    {
        if (value is not JsonObject fields || !fields.ContainsKey("description") || fields["slots"] is not JsonValue slots || !slots.TryGetValue(out int count) || count < -1)
        {
            return null;
        }

        var description = fields["description"] is JsonValue text && text.TryGetValue(out string? words) ? words : null;
        var includeDeferred = fields["include_deferred"] is JsonValue flag && flag.TryGetValue(out bool isSet) && isSet;
        return new Pool(name, count, description, includeDeferred);
    }
}
