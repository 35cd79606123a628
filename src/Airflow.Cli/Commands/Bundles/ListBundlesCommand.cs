using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Bundles;

/// <summary>airflow bundles list.</summary>
internal sealed class ListBundlesCommand : ICommand
{
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var read = (await stores.Bundles.ListBundlesAsync(context.CancellationToken)).ToDictionary(bundle => bundle.Name, StringComparer.Ordinal);
        var dags = (await stores.Dags.ListAsync(false, context.CancellationToken)).CountBy(dag => dag.BundleName, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var named = BundleSettings.Read(context.Configuration);
        context.Print(_output, [
            .. named.Select(bundle => Make(bundle.Name, bundle.Kind, bundle.Text("repo_url") ?? bundle.Text("path") ?? (bundle.Kind == BundleDefinition.Local ? context.Configuration.GetString("core", "dags_folder") : ""))),
            .. read.Keys.Except(named.Select(bundle => bundle.Name), StringComparer.Ordinal).Select(name => Make(name, "", "")),
        ]);
        return 0;

        Row Make(string name, string kind, string place) => new()
        {
            { "name", name },
            { "class", kind },
            { "place", place },
            { "version", read.GetValueOrDefault(name)?.Version },
            { "last_refreshed", read.GetValueOrDefault(name)?.LastRefreshed },
            { "dags", dags.GetValueOrDefault(name) },
        };
    }
}
