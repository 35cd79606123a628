using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Bundles;

/// <summary>Finds the bundle that was typed, and its DAGs.</summary>
internal static class BundleLookup
{
    public static Argument<string> Name() => Positional.Text("name", "The name of the bundle.");

    /// <exception cref="AirflowException">bundle_not_found, with those that there are.</exception>
    public static async Task<BundleRecord> RequireAsync(CommandContext context, AirflowStores stores, string name)
    {
        var all = await stores.Bundles.ListBundlesAsync(context.CancellationToken);
        return all.FirstOrDefault(bundle => bundle.Name == name)
            ?? throw new AirflowException("bundle_not_found", $"No DAG file was ever read from a bundle named '{name}'; there are: {string.Join(", ", all.Select(bundle => bundle.Name))}.");
    }

    public static async Task<IReadOnlyList<DagRecord>> DagsAsync(CommandContext context, AirflowStores stores, string name) =>
        [.. (await stores.Dags.ListAsync(false, context.CancellationToken)).Where(dag => dag.BundleName == name).OrderBy(dag => dag.DagId, StringComparer.Ordinal)];
}
