using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/dependencies: which DAGs trigger or wait for others, or share assets with them.</summary>
internal static class DependencyEndpoint
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.List("/dependencies", "get_dependencies", ApiResources.Dags, GetAsync, ApiParameter.Text("node_id")));

    private static async Task GetAsync(ApiCall call)
    {
        var allowed = call.User.DagsFor("can_read", ApiResources.Dags);
        var dags = (await call.Services.Stores.Dags.ListAsync(includeStale: false, call.Aborted)).Where(dag => allowed is null || allowed.Contains(dag.DagId)).ToList();
        var versions = dags.Select(static dag => dag.LatestVersionId).OfType<Guid>().ToList();
        var links = await call.Services.KeptDependencies.ListAsync(call.Services.Stores.Dags, versions, call.Aborted);
        var graph = DependencyGraph.Of(links, dags.Select(static dag => dag.DagId).ToHashSet(StringComparer.Ordinal));
        if (call.Text("node_id") is { Length: > 0 } nodeId)
        {
            graph = graph.Around(nodeId);
        }

        var ids = await AssetIds.FindAsync(call, [.. graph.Nodes.Values.Where(static node => node.Type == "asset").Select(static node => node.Label)]);
        await call.AnswerAsync(new
        {
            Nodes = graph.Nodes.Values.Select(node => node with { AssetId = node.Type == "asset" && ids.TryGetValue(node.Label, out var id) ? id : null }),
            Edges = graph.Edges.Select(static edge => new { SourceId = edge.Source, TargetId = edge.Target }),
        });
    }
}
