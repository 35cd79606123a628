using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;

namespace Airflow.Server.Api.Ui;

/// <summary>The tasks and groups of a DAG as nodes of its graph.</summary>
internal sealed class GraphNodes
{
    private readonly DagGraph graph;
    private readonly HashSet<string> ends;

    private GraphNodes(DagGraph graph, IReadOnlyList<GraphEdge> edges)
    {
        this.graph = graph;
        ends = [.. edges.SelectMany(static edge => new[] { edge.SourceId, edge.TargetId })];
    }

    /// <summary>The nodes for these rows, with the points in which arrows of groups meet.</summary>
    public static IEnumerable<GraphNode> Of(DagGraph graph, IReadOnlyList<GridNode> rows, IReadOnlyList<GraphEdge> edges)
    {
        var nodes = new GraphNodes(graph, edges);
        return rows.Select(nodes.Of);
    }

    private GraphNode Of(GridNode row)
    {
        if (row.Children is not { } children)
        {
            var task = graph.IndexOf(row.Id);
            return new GraphNode(row.Id, row.Label, graph.Task(task).IsSensor == true ? "sensor" : "task")
            {
                IsMapped = row.IsMapped ? true : null,
                SetupTeardownType = row.SetupTeardownType,
                Operator = graph.Settings(task).Operator,
            };
        }

        string[] joins = [GroupJoin.Upstream(row.Id), GroupJoin.Downstream(row.Id)];
        return new GraphNode(row.Id, row.Label, "task")
        {
            IsMapped = row.IsMapped ? true : null,
            Children = [.. children.Select(Of), .. joins.Where(ends.Contains).Select(static id => new GraphNode(id, "", "join"))],
        };
    }
}
