using Airflow.Engine.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>DAGs, the assets between them, and the tasks that trigger or wait for other DAGs, as nodes and arrows.</summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<string, DependencyNode> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<(string Source, string Target)> edges = [];

    /// <summary>The nodes by their id: "dag:x", "asset:x", "trigger:dag:task".</summary>
    public IReadOnlyDictionary<string, DependencyNode> Nodes => nodes;

    public IReadOnlyCollection<(string Source, string Target)> Edges => edges;

    /// <summary>Only links of which every DAG may be seen.</summary>
    public static DependencyGraph Of(IEnumerable<DagDependency> links, IReadOnlySet<string> visible)
    {
        var graph = new DependencyGraph();
        foreach (var link in links)
        {
            var (from, to) = (IsDag(link.Source), IsDag(link.Target));
            if ((from && !visible.Contains(link.Source)) || (to && !visible.Contains(link.Target)))
            {
                continue;
            }

            graph.Add(link, from, to);
        }

        return graph;
    }

    /// <summary>What hangs together with the node, in whatever direction; empty where there is no such node.</summary>
    public DependencyGraph Around(string nodeId)
    {
        var around = new DependencyGraph();
        if (!nodes.ContainsKey(nodeId))
        {
            return around;
        }

        var ends = edges.SelectMany(static edge => new[] { (From: edge.Source, To: edge.Target), (From: edge.Target, To: edge.Source) })
            .ToLookup(static edge => edge.From, static edge => edge.To, StringComparer.Ordinal);
        var waiting = new Stack<string>([nodeId]);
        while (waiting.TryPop(out var id))
        {
            if (around.nodes.TryAdd(id, nodes[id]))
            {
                foreach (var other in ends[id])
                {
                    waiting.Push(other);
                }
            }
        }

        around.edges.UnionWith(edges.Where(edge => around.nodes.ContainsKey(edge.Source)));
        return around;
    }

    private static bool IsDag(string end) => !DagDependencies.AssetEnds.Contains(end);

    private void Add(DagDependency link, bool from, bool to)
    {
        var isAsset = DagDependencies.AssetEnds.Contains(link.DependencyType);
        var middle = isAsset ? $"{link.DependencyType}:{link.Label}" : $"{link.DependencyType}:{(link.DependencyType == "sensor" ? link.Target : link.Source)}:{link.DependencyId ?? link.Label}";
        nodes.TryAdd(middle, new DependencyNode(middle, link.Label, link.DependencyType));
        if (from)
        {
            edges.Add((AddDag(link.Source), middle));
        }

        if (to)
        {
            edges.Add((middle, AddDag(link.Target)));
        }
    }

    private string AddDag(string dagId)
    {
        var id = $"dag:{dagId}";
        nodes.TryAdd(id, new DependencyNode(id, dagId, "dag"));
        return id;
    }
}
