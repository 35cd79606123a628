using System.Collections.Immutable;

namespace Airflow.Engine.Dags.Views;

/// <summary>Orders the tasks and groups of a DAG as Airflow's views do: topologically within every group, else by their ids.</summary>
public static class DagLayout
{
    /// <summary>The members of the root group in order, with theirs inside.</summary>
    /// <exception cref="DagCycleException">Groups depend on each other both ways; the tasks themselves may be in order.</exception>
    public static ImmutableArray<DagLayoutNode> Sort(DagGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Dag.TaskGroup is null
            ? [.. graph.Topological.ToArray().Select(task => new DagLayoutNode(graph.TaskId(task), null))]
            : new Sorter(graph).Members(graph.Dag.TaskGroup, null);
    }

    private sealed class Sorter(DagGraph graph)
    {
        private readonly Dictionary<string, DagGroupNode> _groups = DagGroupNode.All(graph).Where(group => group.Id is not null)
            .ToDictionary(group => group.Id!, StringComparer.Ordinal);

        public ImmutableArray<DagLayoutNode> Members(SerializedTaskGroup group, string? id)
        {
            // Airflow stores its documents with sorted keys, so this is the order in which it finds the members
            var children = group.Children.Sort((left, right) => string.CompareOrdinal(left.Id, right.Id));
            var places = children.Select((child, index) => (child.Id, index)).ToDictionary(item => item.Id, item => item.index, StringComparer.Ordinal);
            var before = children.Select((child, index) => Before(child).Select(upstream => Place(upstream, places))
                .Where(place => place >= 0 && place != index).Distinct().ToArray()).ToArray();
            return
            [
                .. Passes(before, id).Select((pass, index) => (pass, index)).OrderBy(item => item.pass).ThenBy(item => item.index)
                    .Select(item => children[item.index])
                    .Select(child => new DagLayoutNode(child.Id, child.Group is { } inner ? Members(inner, child.Id) : null)),
            ];
        }

        /// <summary>What a member must come after: tasks and groups, anywhere in the DAG.</summary>
        private IEnumerable<string> Before(SerializedGroupChild child)
        {
            if (child.Group is not { } group)
            {
                return UpstreamIds(graph.IndexOf(child.Id));
            }

            return group.UpstreamTaskIds.Concat(group.UpstreamGroupIds).Concat(_groups[child.Id].Roots.SelectMany(UpstreamIds));
        }

        private string[] UpstreamIds(int task) => Array.ConvertAll(graph.Upstream(task).ToArray(), graph.TaskId);

        /// <summary>The member of the group that an id is, or lies in; -1 when it lies elsewhere.</summary>
        private int Place(string id, Dictionary<string, int> places)
        {
            if (places.TryGetValue(id, out var own))
            {
                return own;
            }

            var group = graph.TryGetIndex(id, out var task) ? graph.GroupOf(task) : graph.Groups.IndexOf(graph.Groups.First(known => known.Id == id));
            for (; group > 0; group = graph.Groups[group].Parent)
            {
                if (places.TryGetValue(graph.Groups[group].Id!, out var place))
                {
                    return place;
                }
            }

            return -1;
        }

        /// <summary>
        /// Airflow sweeps over the members in their order again and again, taking all whose turn has come. A member's sweep is that of what it
        /// waits for, or the next one where that stands behind it.
        /// </summary>
        private int[] Passes(int[][] before, string? id)
        {
            var passes = new int[before.Length];
            var open = Array.ConvertAll(before, places => places.Length);
            var after = before.SelectMany((places, index) => places.Select(place => (place, index))).ToLookup(edge => edge.place, edge => edge.index);
            var ready = new Queue<int>(Enumerable.Range(0, open.Length).Where(index => open[index] == 0));
            var done = 0;
            while (ready.TryDequeue(out var index))
            {
                done++;
                passes[index] = before[index].Select(place => passes[place] + (place > index ? 1 : 0)).DefaultIfEmpty(0).Max();
                foreach (var next in after[index].Where(next => --open[next] == 0))
                {
                    ready.Enqueue(next);
                }
            }

            return done == before.Length ? passes : throw new DagCycleException(graph.DagId, [$"the members of group '{id ?? graph.DagId}'"]);
        }
    }
}
