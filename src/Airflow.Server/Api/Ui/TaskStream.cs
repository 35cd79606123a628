using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;

namespace Airflow.Server.Api.Ui;

/// <summary>The part of a DAG that hangs together with one task: what is before it, after it, or both, up to a number of steps. Without a task it is all of it.</summary>
internal sealed class TaskStream
{
    private readonly HashSet<string>? ids;

    private TaskStream(HashSet<string>? ids) => this.ids = ids;

    /// <summary>Nothing is left out.</summary>
    public static TaskStream All { get; } = new(null);

    public static IReadOnlyList<ApiParameter> Parameters { get; } =
    [
        ApiParameter.Text("root"), ApiParameter.Flag("include_upstream", false), ApiParameter.Flag("include_downstream", false), ApiParameter.Integer("depth") with { Minimum = 0 },
    ];

    /// <summary>What the call asks for; a text that is no task's id stands for the tasks that have it in theirs, as those of a group do.</summary>
    public static TaskStream Read(ApiCall call, DagGraph graph) => call.Text("root") is { Length: > 0 } root
        ? Of(graph, root, call.Flag("include_upstream") == true, call.Flag("include_downstream") == true, call.Int("depth"))
        : All;

    public static TaskStream Of(DagGraph graph, string root, bool upstream, bool downstream, int? depth)
    {
        var roots = graph.TryGetIndex(root, out var task) ? [task] : DagSubset.Containing(graph, root).ToArray();
        var options = new DagSubsetOptions { IncludeUpstream = upstream, IncludeDownstream = downstream, Depth = depth };
        return new TaskStream(DagSubset.Select(graph, roots, options).Select(graph.TaskId).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether nothing is left out.</summary>
    public bool IsAll => ids is null;

    public bool Has(string taskId) => ids is null || ids.Contains(taskId);

    /// <summary>The rows without what is not part of it; a group of which nothing is left is gone.</summary>
    public IReadOnlyList<GridNode> Of(IReadOnlyList<GridNode> nodes) => ids is null ? nodes : [.. nodes.Select(Part).OfType<GridNode>()];

    /// <summary>The arrows between what is part of it; the point in which arrows of a group meet stays while arrows come to it and go on.</summary>
    public IReadOnlyList<GraphEdge> Of(IReadOnlyList<GraphEdge> edges)
    {
        if (ids is null)
        {
            return edges;
        }

        List<GraphEdge> left = [.. edges.Where(edge => (IsJoin(edge.SourceId) || Has(edge.SourceId)) && (IsJoin(edge.TargetId) || Has(edge.TargetId)))];
        for (var before = -1; before != left.Count;)
        {
            before = left.Count;
            var (sources, targets) = (left.Select(static edge => edge.SourceId).ToHashSet(StringComparer.Ordinal), left.Select(static edge => edge.TargetId).ToHashSet(StringComparer.Ordinal));
            left.RemoveAll(edge => (IsJoin(edge.SourceId) && !targets.Contains(edge.SourceId)) || (IsJoin(edge.TargetId) && !sources.Contains(edge.TargetId)));
        }

        return left;
    }

    private GridNode? Part(GridNode node)
    {
        if (node.Children is not { } children)
        {
            return Has(node.Id) ? node : null;
        }

        var left = Of(children);
        return left.Count == 0 ? null : node with { Children = left };
    }

    private bool IsJoin(string id) => !ids!.Contains(id) && GroupJoin.Names(id);
}
