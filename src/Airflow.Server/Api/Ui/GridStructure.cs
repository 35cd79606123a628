using Airflow.Engine.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>The rows of the grid: groups with what is in them, in the order in which a run goes through them.</summary>
internal sealed class GridStructure
{
    private readonly DagGraph graph;
    private readonly int[] places;

    private GridStructure(DagGraph graph)
    {
        this.graph = graph;
        places = new int[graph.Count];
        var order = graph.Topological;
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }
    }

    public static IReadOnlyList<GridNode> Of(DagGraph graph)
    {
        var structure = new GridStructure(graph);
        return graph.Dag.TaskGroup is { } root
            ? structure.Members(root)
            : [.. Enumerable.Range(0, graph.Count).OrderBy(task => structure.places[task]).Select(task => structure.OfTask(task, null))];
    }

    /// <summary>Every task id with the groups that it is in, the outermost first.</summary>
    public static IEnumerable<(string TaskId, IReadOnlyList<string> Groups)> Places(IReadOnlyList<GridNode> nodes) => Places(nodes, []);

    private static IEnumerable<(string TaskId, IReadOnlyList<string> Groups)> Places(IReadOnlyList<GridNode> nodes, IReadOnlyList<string> around) =>
        nodes.SelectMany(node => node.Children is { } children ? Places(children, [.. around, node.Id]) : [(node.Id, around)]);

    private GridNode[] Members(SerializedTaskGroup group) =>
    [
        .. group.Children.OrderBy(Rank).Select(child => child.Group is { } inner
            ? new GridNode(child.Id, inner.GroupDisplayName.Length > 0 ? inner.GroupDisplayName : Label(child.Id, group), inner.ExpandInput is not null)
            {
                Children = Members(inner),
                DocMd = inner.DocMd,
            }
            : OfTask(graph.IndexOf(child.Id), group)),
    ];

    private GridNode OfTask(int task, SerializedTaskGroup? group)
    {
        var (document, settings) = (graph.Task(task), graph.Settings(task));
        return new GridNode(document.TaskId, document.TaskDisplayName ?? Label(document.TaskId, group), graph.IsExpanded(task))
        {
            SetupTeardownType = settings.IsSetup ? "setup" : settings.IsTeardown ? "teardown" : null,
            DocMd = document.DocMd,
        };
    }

    /// <summary>The id without that of the group around it, which stands above.</summary>
    private static string Label(string id, SerializedTaskGroup? group) =>
        group is { PrefixGroupId: true, GroupId: { Length: > 0 } prefix } && id.StartsWith(prefix + ".", StringComparison.Ordinal) ? id[(prefix.Length + 1)..] : id;

    /// <summary>A group comes where the first of its tasks does.</summary>
    private int Rank(SerializedGroupChild child) => child.Group is { } group
        ? group.Children.Select(Rank).DefaultIfEmpty(int.MaxValue).Min()
        : places[graph.IndexOf(child.Id)];
}
