using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags show-dependencies: which DAGs trigger or wait for others, or share assets with them.</summary>
internal sealed class ShowDependenciesCommand : ICommand
{
    private readonly GraphPicture _picture = new();

    public IReadOnlyList<Argument> Arguments => [_picture.OnTerminal, _picture.Saved, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        _picture.Check(context);
        var stores = await context.OpenStoresAsync();
        var links = new List<KeyValuePair<string, IReadOnlyList<DagDependency>>>();
        foreach (var dag in (await stores.Dags.ListAsync(includeStale: false, context.CancellationToken)).OrderBy(dag => dag.DagId, StringComparer.Ordinal))
        {
            if (await DagLookup.FindDocumentAsync(context, stores, dag) is { DagDependencies: { } dependencies })
            {
                links.Add(new(dag.DagId, dependencies));
            }
        }

        await _picture.PutAsync(context, DagDot.OfDependencies(links));
        return 0;
    }
}
