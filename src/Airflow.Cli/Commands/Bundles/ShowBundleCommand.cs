using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Bundles;

/// <summary>airflow bundles show.</summary>
internal sealed class ShowBundleCommand : ICommand
{
    private readonly Argument<string> _name = BundleLookup.Name();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_name, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var bundle = await BundleLookup.RequireAsync(context, stores, context.Get(_name));
        List<Row> rows = [];
        foreach (var dag in await BundleLookup.DagsAsync(context, stores, bundle.Name))
        {
            var manifest = dag.BundleVersion is { } version ? await stores.Bundles.FindManifestAsync(version, context.CancellationToken) : null;
            rows.Add(new Row
            {
                { "dag_id", dag.DagId },
                { "file", dag.RelativeFileLocation },
                { "dag_version", dag.LatestVersionNumber },
                { "bundle_version", bundle.Version },
                { "manifest", dag.BundleVersion },
                { "files", manifest?.Entries.Count },
                { "bytes", manifest?.Entries.Sum(entry => entry.Size) },
            });
        }

        context.Print(_output, rows);
        return 0;
    }
}
