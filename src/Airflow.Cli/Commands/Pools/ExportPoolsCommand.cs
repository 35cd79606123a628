using System.Text.Json.Nodes;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools export.</summary>
internal sealed class ExportPoolsCommand : ICommand
{
    private readonly Argument<string> _file = Positional.Text("file", "The JSON file to write.", "FILEPATH");

    public IReadOnlyList<Argument> Arguments => [_file, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var pools = await stores.Pools.ListAsync(context.CancellationToken);
        var json = new JsonObject();
        foreach (var pool in pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal))
        {
            json.Add(pool.Name, new JsonObject
            {
                ["description"] = pool.Description,
                ["include_deferred"] = pool.IncludeDeferred,
                ["slots"] = pool.Slots,
            });
        }

        var file = context.Get(_file);
        await File.WriteAllTextAsync(context.PathOf(file), PythonJson.Write(json, indent: 4), context.CancellationToken);
        context.Out.Write($"Exported {pools.Count} pools to {file}\n");
        return 0;
    }
}
