using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/structure: tasks, groups and arrows of a DAG, for the graph.</summary>
internal static class StructureEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get(
            "/structure/structure_data",
            "structure_data",
            ApiResources.Dags,
            GetAsync,
            ApiParameter.Text("dag_id") with { IsRequired = true },
            ApiParameter.Integer("version_number")));
        routes.Map(UiOperations.Get(
            "/graph/{dag_id}", "get_graph", ApiResources.TaskInstances, GraphAsync, ApiParameter.Text("run_id"), ApiParameter.Integer("version_number")));
    }

    /// <summary>The graph with the states of one run, the newest where none is named.</summary>
    private static async Task GraphAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var dag = await NewestDag.FindAsync(call, dagId, call.Int("version_number"));
        var graph = dag.Graph;
        var runId = call.Text("run_id") ?? (await call.Services.Grids.ListLastRunsAsync([dagId], 1, call.Aborted)).FirstOrDefault()?.RunId;
        var summaries = runId is null ? [] : await GridSummaries.OfRunAsync(call, dag, runId);
        await call.AnswerAsync(new { Edges = EdgesOf(graph), Nodes = GridRows.Of(dag).Nodes.Select(node => OfNode(graph, node)), RunId = runId, TaskInstances = summaries });
    }

    private static async Task GetAsync(ApiCall call)
    {
        var dagId = call.Text("dag_id")!;
        if (!call.User.CanFor(dagId, "can_read", ApiResources.Dags))
        {
            throw new ApiException(403, "Forbidden");
        }

        var graph = (await NewestDag.FindAsync(call, dagId, call.Int("version_number"))).Graph;
        await call.AnswerAsync(new { Edges = EdgesOf(graph), Nodes = GridStructure.Of(graph).Select(node => OfNode(graph, node)) });
    }

    private static IEnumerable<object> EdgesOf(DagGraph graph) => GraphEdges.Of(graph).Select(static edge => new
    {
        edge.SourceId,
        edge.TargetId,
        IsSetupTeardown = edge.IsSetupTeardown ? true : (bool?)null,
        edge.Label,
        IsSourceAsset = (bool?)null,
    });

    private static GraphNode OfNode(DagGraph graph, GridNode node)
    {
        var children = node.Children?.Select(child => OfNode(graph, child)).ToList();
        if (children is not null)
        {
            children.AddRange(JoinsOf(graph, node.Id));
        }

        return new GraphNode(node.Id, node.Label, children is null && IsSensor(graph, node.Id) ? "sensor" : "task")
        {
            Children = children,
            IsMapped = node.IsMapped ? true : null,
            SetupTeardownType = node.SetupTeardownType,
            Operator = children is null ? graph.Task(graph.IndexOf(node.Id)).TaskType : null,
        };
    }

    /// <summary>The points in which the arrows of a group meet.</summary>
    private static IEnumerable<GraphNode> JoinsOf(DagGraph graph, string groupId) => GraphEdges.Of(graph)
        .SelectMany(static edge => new[] { edge.SourceId, edge.TargetId })
        .Distinct(StringComparer.Ordinal)
        .Where(id => id == $"{groupId}.upstream_join_id" || id == $"{groupId}.downstream_join_id")
        .Select(static id => new GraphNode(id, "", "join"));

    private static bool IsSensor(DagGraph graph, string taskId) => graph.Task(graph.IndexOf(taskId)).IsSensor == true;
}
