using System.Runtime.InteropServices;

namespace Airflow.Engine.Dags;

/// <summary>
/// Airflow's order of tasks: each after everything upstream of it, what is in a group together, and what is free by id. It is the
/// order of going through the members of each group by id, again and again, taking each whose upstream has been taken.
/// </summary>
internal sealed class GroupedOrder
{
    private readonly Dictionary<string, int> _indexes;
    private readonly Dictionary<string, string[]> _pathOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(string From, string To)>> _edgesIn = new(StringComparer.Ordinal);
    private readonly List<int> _order;

    private GroupedOrder(SerializedDag dag, SerializedTaskGroup root, AdjacencyList downstream)
    {
        _indexes = dag.Tasks.Select((task, index) => (task.TaskId, index)).ToDictionary(pair => pair.TaskId, pair => pair.index, StringComparer.Ordinal);
        _order = new List<int>(dag.Tasks.Length);
        NotePaths(root, []);
        for (var from = 0; from < dag.Tasks.Length; from++)
        {
            foreach (var to in downstream[from])
            {
                Lift(dag.Tasks[from].TaskId, dag.Tasks[to].TaskId);
            }
        }
    }

    /// <summary>The order; null if a group cannot be kept together, because it comes both before and after something.</summary>
    public static int[]? Sort(SerializedDag dag, AdjacencyList downstream)
    {
        if (dag.TaskGroup is not { } root || root.Children.All(child => child.Group is null))
        {
            return SortWithoutGroups(dag, downstream);
        }

        var order = new GroupedOrder(dag, root, downstream);
        return order.Take(root, "") && order._order.Count == dag.Tasks.Length ? [.. order._order] : null;
    }

    private static int[] SortWithoutGroups(SerializedDag dag, AdjacencyList downstream)
    {
        int[] tasks = [.. Enumerable.Range(0, dag.Tasks.Length).OrderBy(task => dag.Tasks[task].TaskId, StringComparer.Ordinal)];
        var ranks = new int[tasks.Length];
        for (var rank = 0; rank < tasks.Length; rank++)
        {
            ranks[tasks[rank]] = rank;
        }

        var after = new List<List<int>>(tasks.Length);
        var open = new int[tasks.Length];
        foreach (var task in tasks)
        {
            var next = new List<int>(downstream[task].Length);
            foreach (var to in downstream[task])
            {
                next.Add(ranks[to]);
                open[ranks[to]]++;
            }

            after.Add(next);
        }

        return [.. Passes(after, open).Select(rank => tasks[rank])];
    }

    private void NotePaths(SerializedTaskGroup group, string[] path)
    {
        foreach (var child in group.Children)
        {
            _pathOf[child.Id] = [.. path, child.Id];
            if (child.Group is { } inner)
            {
                NotePaths(inner, _pathOf[child.Id]);
            }
        }
    }

    /// <summary>An edge between tasks is an edge between the members of the innermost group that holds both.</summary>
    private void Lift(string from, string to)
    {
        if (!_pathOf.TryGetValue(from, out var first) || !_pathOf.TryGetValue(to, out var second))
        {
            return;
        }

        var level = 0;
        while (first[level] == second[level])
        {
            level++;
        }

        var group = level == 0 ? "" : first[level - 1];
        (CollectionsMarshal.GetValueRefOrAddDefault(_edgesIn, group, out _) ??= []).Add((first[level], second[level]));
    }

    private bool Take(SerializedTaskGroup group, string groupId)
    {
        var children = group.Children.OrderBy(child => child.Id, StringComparer.Ordinal).ToList();
        var ranks = children.Select((child, rank) => (child.Id, rank)).ToDictionary(pair => pair.Id, pair => pair.rank, StringComparer.Ordinal);
        var after = children.ConvertAll(_ => new List<int>());
        var open = new int[children.Count];
        foreach (var (from, to) in _edgesIn.GetValueOrDefault(groupId) ?? [])
        {
            after[ranks[from]].Add(ranks[to]);
            open[ranks[to]]++;
        }

        foreach (var child in Passes(after, open).Select(rank => children[rank]))
        {
            if (child.Group is { } inner)
            {
                if (!Take(inner, child.Id))
                {
                    return false;
                }
            }
            else
            {
                _order.Add(_indexes[child.Id]);
            }
        }

        return Array.TrueForAll(open, static count => count == 0);
    }

    /// <summary>In which pass each member is taken: the same as what it waits for if that comes earlier in the pass, else the next one.</summary>
    private static IEnumerable<int> Passes(List<List<int>> after, int[] open)
    {
        var passes = new int[open.Length];
        var ready = new Queue<int>(Enumerable.Range(0, open.Length).Where(rank => open[rank] == 0));
        var taken = new List<int>(open.Length);
        while (ready.TryDequeue(out var rank))
        {
            taken.Add(rank);
            foreach (var next in after[rank])
            {
                passes[next] = Math.Max(passes[next], rank < next ? passes[rank] : passes[rank] + 1);
                if (--open[next] == 0)
                {
                    ready.Enqueue(next);
                }
            }
        }

        return taken.OrderBy(rank => passes[rank]).ThenBy(rank => rank);
    }
}
