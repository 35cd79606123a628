using System.Security.Cryptography;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Bundles;

/// <summary>airflow bundles verify: what workers would fetch is there, and is what was stored.</summary>
internal sealed class VerifyBundleCommand : ICommand
{
    private readonly Argument<string> _name = BundleLookup.Name();

    public IReadOnlyList<Argument> Arguments => [_name, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var bundle = await BundleLookup.RequireAsync(context, stores, context.Get(_name));
        var dags = await BundleLookup.DagsAsync(context, stores, bundle.Name);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        var problems = 0;
        foreach (var dag in dags)
        {
            foreach (var problem in await FindProblemsAsync(context, stores, dag.BundleVersion, known))
            {
                problems++;
                context.Error.Write($"{dag.DagId}: {problem}\n");
            }
        }

        context.Out.Write(problems == 0
            ? $"Bundle {bundle.Name} is whole: {dags.Count} DAGs, {known.Count} files.\n"
            : $"Bundle {bundle.Name} has {problems} problems; save the DAG files again, or run airflow dags reserialize.\n");
        return problems == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> FindProblemsAsync(CommandContext context, AirflowStores stores, string? version, Dictionary<string, bool> known)
    {
        if (version is null)
        {
            return [];
        }

        if (await stores.Bundles.FindManifestAsync(version, context.CancellationToken) is not { } manifest)
        {
            return [$"there is no manifest {version}"];
        }

        List<string> problems = [];
        foreach (var entry in manifest.Entries)
        {
            if (!known.TryGetValue(entry.Hash, out var isWhole))
            {
                var content = await stores.Bundles.FindBlobAsync(entry.Hash, context.CancellationToken);
                known[entry.Hash] = isWhole = content is not null && Convert.ToHexStringLower(SHA256.HashData(content)) == entry.Hash;
            }

            if (!isWhole)
            {
                problems.Add($"{entry.Path} is missing or spoilt ({entry.Hash})");
            }
        }

        return problems;
    }
}
