using System.Collections.Immutable;

namespace Airflow.Engine.Dags.Views;

/// <summary>The edges of the graph view: those of tasks, with a join before and after a group in place of an edge to each of its tasks.</summary>
public static class GraphEdges
{
    /// <summary>All edges, in the order of their ends.</summary>
    public static ImmutableArray<GraphEdge> Of(DagGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var joins = new Joins(graph);
        var edges = new HashSet<(string From, string To)>(joins.Added);
        var setupTeardown = new HashSet<(string, string)>();
        for (var from = 0; from < graph.Count; from++)
        {
            foreach (var to in graph.Downstream(from))
            {
                var edge = (graph.TaskId(from), graph.TaskId(to));
                edges.Add(edge);
                if (graph.Settings(from).IsSetup && graph.Settings(to).IsTeardown)
                {
                    setupTeardown.Add(edge);
                }
            }
        }

        edges.ExceptWith(joins.Skipped);
        var labels = (graph.Dag.EdgeInfo ?? []).ToDictionary(edge => (edge.UpstreamTaskId, edge.DownstreamTaskId), edge => edge.Label);
        return
        [
            .. edges.OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal)
                .Select(edge => new GraphEdge(edge.From, edge.To, labels.GetValueOrDefault(edge), setupTeardown.Contains(edge))),
        ];
    }

    private sealed class Joins
    {
        private readonly DagGraph _graph;

        public Joins(DagGraph graph)
        {
            _graph = graph;
            var groups = DagGroupNode.All(graph).ToList();
            var byId = groups.Where(group => group.Id is not null).ToDictionary(group => group.Id!, StringComparer.Ordinal);
            foreach (var group in groups)
            {
                foreach (var target in group.Group.DownstreamGroupIds)
                {
                    Connect(group, byId[target]);
                }

                ConnectTasks(group);
            }
        }

        public HashSet<(string From, string To)> Added { get; } = [];

        public HashSet<(string From, string To)> Skipped { get; } = [];

        private void Connect(DagGroupNode group, DagGroupNode target)
        {
            Added.Add((group.DownstreamJoinId, target.UpstreamJoinId));
            foreach (var leaf in group.Leaves.Select(_graph.TaskId))
            {
                Added.Add((leaf, group.DownstreamJoinId));
                Skipped.UnionWith(target.Roots.Select(root => (leaf, _graph.TaskId(root))));
                Skipped.Add((leaf, target.UpstreamJoinId));
            }

            foreach (var root in target.Roots.Select(_graph.TaskId))
            {
                Added.Add((target.UpstreamJoinId, root));
                Skipped.Add((group.DownstreamJoinId, root));
            }
        }

        private void ConnectTasks(DagGroupNode group)
        {
            foreach (var target in group.Group.DownstreamTaskIds)
            {
                Added.Add((group.DownstreamJoinId, target));
                foreach (var leaf in group.Leaves.Select(_graph.TaskId))
                {
                    Added.Add((leaf, group.DownstreamJoinId));
                    Skipped.Add((leaf, target));
                }
            }

            foreach (var source in group.Group.UpstreamTaskIds)
            {
                Added.Add((source, group.UpstreamJoinId));
                foreach (var root in group.Roots.Select(_graph.TaskId))
                {
                    Added.Add((group.UpstreamJoinId, root));
                    Skipped.Add((source, root));
                }
            }
        }
    }
}
