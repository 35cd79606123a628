using Airflow.Engine.Tasks;

namespace Airflow.Engine.Dags.Views;

/// <summary>A DAG, or the links between DAGs, as a picture in the language of Graphviz.</summary>
public static class DagDot
{
    private const string Black = "#000000";

    // a half transparent CornflowerBlue
    private const string GroupColor = "#6495ed7f";

    /// <summary>Tasks and groups of a DAG with their arrows; with states, the colours are those of the states.</summary>
    public static string Of(DagGraph graph, IReadOnlyDictionary<string, TaskState>? states = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var dot = new DotText();
        dot.Open("digraph", graph.DagId);
        dot.Item("graph", ("label", graph.Dag.DagDisplayName ?? graph.DagId), ("labelloc", "t"), ("rankdir", "LR"));
        if (graph.Dag.TaskGroup is { } root)
        {
            Members(dot, graph, root, states);
        }
        else
        {
            foreach (var taskId in graph.Dag.Tasks.Select(task => task.TaskId).Order(StringComparer.Ordinal))
            {
                Task(dot, graph, taskId, null, states);
            }
        }

        foreach (var edge in GraphEdges.Of(graph))
        {
            Edge(dot, edge.SourceId, edge.TargetId, edge.Label);
        }

        dot.Close();
        return dot.ToString();
    }

    /// <summary>DAGs, and between them what links them: a task that triggers or waits, or an asset.</summary>
    public static string OfDependencies(IEnumerable<KeyValuePair<string, IReadOnlyList<DagDependency>>> dags)
    {
        ArgumentNullException.ThrowIfNull(dags);
        var dot = new DotText();
        dot.Open("digraph", null);
        dot.Item("graph", ("rankdir", "LR"));
        foreach (var (dagId, links) in dags.Where(dag => dag.Value.Count > 0))
        {
            dot.Open("subgraph", dagId);
            dot.Item("graph", ("label", dagId), ("labelloc", "t"), ("rankdir", "LR"));
            foreach (var link in links)
            {
                Link(dot, link);
            }

            dot.Close();
        }

        dot.Close();
        return dot.ToString();
    }

    /// <summary>An asset is one node under its name; the word that stands for any asset is none.</summary>
    private static void Link(DotText dot, DagDependency link)
    {
        var middle = DagDependencies.AssetEnds.Contains(link.DependencyType) ? link.Label : link.DependencyId ?? link.Label;
        if (!DagDependencies.AssetEnds.Contains(link.Source))
        {
            Edge(dot, link.Source, middle, null);
        }

        if (!DagDependencies.AssetEnds.Contains(link.Target))
        {
            Edge(dot, middle, link.Target, null);
        }
    }

    private static void Members(DotText dot, DagGraph graph, SerializedTaskGroup group, IReadOnlyDictionary<string, TaskState>? states)
    {
        if (group.UpstreamGroupIds.Length + group.UpstreamTaskIds.Length > 0)
        {
            Join(dot, group, GroupJoin.Upstream(group.GroupId));
        }

        if (group.DownstreamGroupIds.Length + group.DownstreamTaskIds.Length > 0)
        {
            Join(dot, group, GroupJoin.Downstream(group.GroupId));
        }

        foreach (var child in group.Children.OrderBy(child => child.Id, StringComparer.Ordinal))
        {
            if (child.Group is not { } inner)
            {
                Task(dot, graph, child.Id, group, states);
                continue;
            }

            dot.Open("subgraph", $"cluster_{child.Id}");
            var label = inner.GroupDisplayName.Length > 0 ? inner.GroupDisplayName : Label(child.Id, group);
            dot.Own(("color", Black), ("fillcolor", GroupColor), ("label", label), ("shape", "rectangle"), ("style", "filled"));
            Members(dot, graph, inner, states);
            dot.Close();
        }
    }

    private static void Join(DotText dot, SerializedTaskGroup group, string id) => dot.Item(
        DotText.Quote(id), ("color", Black), ("fillcolor", Full(group.UiColor)), ("height", "0.2"), ("label", ""), ("shape", "circle"), ("style", "filled,rounded"), ("width", "0.2"));

    private static void Task(DotText dot, DagGraph graph, string taskId, SerializedTaskGroup? group, IReadOnlyDictionary<string, TaskState>? states)
    {
        var task = graph.Task(graph.IndexOf(taskId));
        var (color, fill) = states is null
            ? (task.UiFgcolor ?? "#000", task.UiColor ?? "#fff")
            : StateColors.Of(states.GetValueOrDefault(taskId));
        dot.Item(
            DotText.Quote(taskId),
            ("color", Full(color)),
            ("fillcolor", Full(fill)),
            ("label", task.TaskDisplayName ?? Label(taskId, group)),
            ("shape", "rectangle"),
            ("style", "filled,rounded"));
    }

    private static void Edge(DotText dot, string from, string to, string? label) =>
        dot.Item($"{DotText.Quote(from)} -> {DotText.Quote(to)}", label is null ? [] : [("label", label)]);

    private static string Label(string id, SerializedTaskGroup? group) =>
        group is { GroupId: { } around, PrefixGroupId: true } && id.StartsWith(around + ".", StringComparison.Ordinal) ? id[(around.Length + 1)..] : id;

    /// <summary>Graphviz has no colours of three digits.</summary>
    private static string Full(string color) =>
        color is ['#', var red, var green, var blue] ? $"#{red}{red}{green}{green}{blue}{blue}" : color;
}
