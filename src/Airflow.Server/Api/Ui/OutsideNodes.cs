using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// What is around a DAG, as nodes and arrows of its graph: the assets of its schedule, joined by "and" and "or" as the schedule says; the assets that its tasks make; the
/// DAGs that its tasks trigger or wait for; and the DAGs that trigger it or wait for it.
/// </summary>
internal sealed class OutsideNodes
{
    private readonly string dagId;
    private readonly DagGraph graph;
    private readonly TaskStream stream;
    private readonly Dictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<(string From, string To)> edges = [];

    private OutsideNodes(DagGraph graph, TaskStream stream) => (dagId, this.graph, this.stream) = (graph.DagId, graph, stream);

    public IReadOnlyCollection<GraphNode> Nodes => nodes.Values;

    public IEnumerable<GraphEdge> Edges => edges.Select(static edge => new GraphEdge(edge.From, edge.To, null, IsSetupTeardown: false));

    /// <param name="graph">The DAG.</param>
    /// <param name="schedule">What its schedule waits for; null: no asset.</param>
    /// <param name="links">Links of all DAGs; those of others are looked through for this one.</param>
    /// <param name="stream">The tasks that are to be seen.</param>
    /// <param name="visible">The DAGs that may be told of.</param>
    public static OutsideNodes Of(DagGraph graph, AssetCondition? schedule, IEnumerable<DagDependency> links, TaskStream stream, IReadOnlySet<string> visible)
    {
        var outside = new OutsideNodes(graph, stream);
        if (schedule is not null)
        {
            outside.AddSchedule(schedule);
        }

        outside.AddOutlets();
        foreach (var link in links.Where(link => !DagDependencies.AssetEnds.Contains(link.DependencyType)))
        {
            outside.Add(link, visible);
        }

        return outside;
    }

    private void AddSchedule(AssetCondition schedule)
    {
        List<string> roots = [.. graph.Roots.Select(graph.TaskId).Where(stream.Has)];
        if (roots.Count > 0)
        {
            var last = AddCondition(schedule);
            edges.UnionWith(roots.Select(root => (last, root)));
        }
    }

    /// <summary>The node that stands for the condition; those of its parts lead to it.</summary>
    private string AddCondition(AssetCondition condition) => condition switch
    {
        Engine.Assets.AssetAll { Parts: [var only] } => AddCondition(only),
        Engine.Assets.AssetAny { Parts: [var only] } => AddCondition(only),
        Engine.Assets.AssetAll all => AddGate("and-gate", all.Parts),
        Engine.Assets.AssetAny any => AddGate("or-gate", any.Parts),
        AssetLeaf asset => Add(new GraphNode($"asset:{asset.Name}", asset.Name, "asset")),
        AssetAliasLeaf alias => Add(new GraphNode($"asset-alias:{alias.Name}", alias.Name, "asset-alias")),
        AssetNameRef reference => Add(new GraphNode($"asset-name-ref:{reference.Name}", reference.Name, "asset-name-ref")),
        AssetUriRef reference => Add(new GraphNode($"asset-uri-ref:{reference.Uri}", reference.Uri, "asset-uri-ref")),
        _ => throw new InvalidOperationException($"{condition.GetType().Name} has no node."),
    };

    private string AddGate(string gate, IReadOnlyList<AssetCondition> parts)
    {
        var id = Add(new GraphNode($"{gate}-{nodes.Count}", gate, "asset-condition") { AssetConditionType = gate });
        foreach (var part in parts)
        {
            edges.Add((AddCondition(part), id));
        }

        return id;
    }

    private void AddOutlets()
    {
        for (var task = 0; task < graph.Count; task++)
        {
            foreach (var outlet in stream.Has(graph.TaskId(task)) ? graph.Settings(task).Outlets : [])
            {
                if (outlet is { Type: "asset" or "asset_alias", Name: { } name })
                {
                    var type = outlet.Type == "asset" ? "asset" : "asset-alias";
                    edges.Add((graph.TaskId(task), Add(new GraphNode($"{type}:{name}", name, type))));
                }
            }
        }
    }

    private void Add(DagDependency link, IReadOnlySet<string> visible)
    {
        var (isFrom, isTo) = (link.Source == dagId, link.Target == dagId);
        var other = isFrom ? link.Target : link.Source;
        if ((!isFrom && !isTo) || (other != dagId && !visible.Contains(other)))
        {
            return;
        }

        // of a trigger the task is in the source, of a sensor in the target
        var isOwn = link.DependencyType == "sensor" ? isTo : isFrom;
        var id = $"{link.DependencyType}:{link.Source}:{link.Target}:{link.DependencyId ?? link.Label}";
        var node = new GraphNode(id, other, link.DependencyType) { DagId = other };
        if (!isOwn)
        {
            AddToAll(node, isTo ? graph.Roots : graph.Leaves, isTo);
        }
        else if (link.DependencyId is { } task && stream.Has(task))
        {
            edges.Add(isFrom ? (task, Add(node)) : (Add(node), task));
        }
    }

    /// <summary>Arrows from the node to these tasks, or from them to it; where none of them is to be seen, neither is the node.</summary>
    private void AddToAll(GraphNode node, IEnumerable<int> tasks, bool isFrom)
    {
        foreach (var task in tasks.Select(graph.TaskId).Where(stream.Has))
        {
            edges.Add(isFrom ? (Add(node), task) : (task, Add(node)));
        }
    }

    private string Add(GraphNode node)
    {
        nodes.TryAdd(node.Id, node);
        return node.Id;
    }
}
