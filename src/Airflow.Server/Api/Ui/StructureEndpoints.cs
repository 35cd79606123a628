using Airflow.Engine.Dags.Views;
using Airflow.Engine.Scheduling;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/structure and /ui/graph: tasks, groups and arrows of a DAG, and what is around it.</summary>
internal static class StructureEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get(
            "/structure/structure_data",
            "structure_data",
            ApiResources.Dags,
            GetAsync,
            [ApiParameter.Text("dag_id") with { IsRequired = true }, ApiParameter.Integer("version_number"), ApiParameter.Flag("external_dependencies", false), .. TaskStream.Parameters]));
        routes.Map(UiOperations.Get(
            "/graph/{dag_id}",
            "get_graph",
            ApiResources.TaskInstances,
            GraphAsync,
            [ApiParameter.Text("run_id"), ApiParameter.Integer("version_number"), ApiParameter.Flag("external_dependencies", false), .. TaskStream.Parameters]));
    }

    /// <summary>The graph with the states of one run, the newest where none is named.</summary>
    private static async Task GraphAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var dag = await NewestDag.FindAsync(call, dagId, call.Int("version_number"));
        var (nodes, edges) = await ShapeAsync(call, dag);
        var runId = call.Text("run_id") ?? (await call.Services.Grids.ListLastRunsAsync([dagId], 1, call.Aborted)).FirstOrDefault()?.RunId;
        var summaries = runId is null ? [] : await GridSummaries.OfRunAsync(call, dag, runId);
        await call.AnswerAsync(new { Edges = edges, Nodes = nodes, RunId = runId, TaskInstances = summaries });
    }

    private static async Task GetAsync(ApiCall call)
    {
        var dagId = call.Text("dag_id")!;
        if (!call.User.CanFor(dagId, "can_read", ApiResources.Dags))
        {
            throw new ApiException(403, "Forbidden");
        }

        var (nodes, edges) = await ShapeAsync(call, await NewestDag.FindAsync(call, dagId, call.Int("version_number")));
        await call.AnswerAsync(new { Edges = edges, Nodes = nodes });
    }

    private static async Task<(IEnumerable<GraphNode> Nodes, IEnumerable<object> Edges)> ShapeAsync(ApiCall call, ScheduledDag dag)
    {
        var stream = TaskStream.Read(call, dag.Graph);
        var edges = stream.Of(GraphEdges.Of(dag.Graph));
        var nodes = GraphNodes.Of(dag.Graph, stream.Of(GridRows.Of(dag).Nodes), edges);
        if (call.Flag("external_dependencies") != true)
        {
            return (nodes, edges.Select(static edge => Of(edge)));
        }

        var outside = await OutsideAsync(call, dag, stream);
        var ids = await AssetIds.FindAsync(call, [.. outside.Nodes.Where(static node => node.Type == "asset").Select(static node => node.Label)]);
        var around = outside.Nodes.Select(node => node with { AssetId = node.Type == "asset" && ids.TryGetValue(node.Label, out var id) ? id : null });
        return (nodes.Concat(around), edges.Select(static edge => Of(edge)).Concat(outside.Edges.Select(static edge => Of(edge, isOutside: true))));
    }

    private static async Task<OutsideNodes> OutsideAsync(ApiCall call, ScheduledDag dag, TaskStream stream)
    {
        var allowed = call.User.DagsFor("can_read", ApiResources.Dags);
        var dags = (await call.Services.Stores.Dags.ListAsync(includeStale: false, call.Aborted)).Where(other => allowed is null || allowed.Contains(other.DagId)).ToList();
        var versions = dags.Select(static other => other.LatestVersionId).OfType<Guid>().ToList();
        var links = await call.Services.KeptDependencies.ListAsync(call.Services.Stores.Dags, versions, call.Aborted);
        var visible = dags.Select(static other => other.DagId).ToHashSet(StringComparer.Ordinal);
        return OutsideNodes.Of(dag.Graph, (dag.Schedule.Timetable as Engine.Timetables.AssetTriggeredTimetable)?.AssetCondition, links, stream, visible);
    }

    private static object Of(GraphEdge edge, bool isOutside = false) => new
    {
        edge.SourceId,
        edge.TargetId,
        IsSetupTeardown = edge.IsSetupTeardown ? true : (bool?)null,
        edge.Label,
        IsSourceAsset = isOutside && edge.SourceId.StartsWith("asset", StringComparison.Ordinal) ? true : (bool?)null,
    };
}
