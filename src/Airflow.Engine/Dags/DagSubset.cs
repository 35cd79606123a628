using System.Collections.Immutable;

namespace Airflow.Engine.Dags;

/// <summary>Chooses a part of a DAG, as clearing or backfilling some of its tasks does: setups and teardowns come with the work they serve.</summary>
public static class DagSubset
{
    /// <summary>The tasks whose id contains a text.</summary>
    public static IEnumerable<int> Containing(DagGraph graph, string text)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Enumerable.Range(0, graph.Count).Where(task => graph.TaskId(task).Contains(text, StringComparison.Ordinal));
    }

    /// <summary>The numbers of the chosen tasks, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The depth is negative.</exception>
    public static ImmutableArray<int> Select(DagGraph graph, IEnumerable<int> tasks, DagSubsetOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Depth < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Depth, "The depth must not be negative.");
        }

        var original = tasks.ToHashSet();
        var chosen = new HashSet<int>();
        foreach (var task in original)
        {
            AddDownstream(graph, task, original, options, chosen);
            AddUpstream(graph, task, options, chosen);
        }

        var direct = options.IncludeDirectUpstream
            ? original.Concat(chosen).SelectMany(task => graph.Upstream(task).ToArray()).ToHashSet()
            : [];
        chosen.UnionWith(direct);
        if (!options.ExcludeOriginal)
        {
            chosen.UnionWith(original);
        }

        return [.. chosen.Order()];
    }

    /// <summary>All tasks up or down from a task, up to a number of levels.</summary>
    public static ImmutableArray<int> Relatives(DagGraph graph, int task, bool upstream, int? depth = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var found = ImmutableArray.CreateBuilder<int>();
        var seen = new bool[graph.Count];
        var level = (upstream ? graph.Upstream(task) : graph.Downstream(task)).ToArray();
        for (var left = depth ?? int.MaxValue; left > 0 && level.Length > 0; left--)
        {
            var next = new List<int>();
            foreach (var relative in level.Where(relative => !seen[relative]))
            {
                seen[relative] = true;
                found.Add(relative);
                next.AddRange(upstream ? graph.Upstream(relative) : graph.Downstream(relative));
            }

            level = [.. next];
        }

        return found.ToImmutable();
    }

    private static void AddDownstream(DagGraph graph, int task, HashSet<int> original, DagSubsetOptions options, HashSet<int> chosen)
    {
        if (options.IncludeDownstream)
        {
            foreach (var relative in Relatives(graph, task, upstream: false, options.Depth))
            {
                chosen.Add(relative);
                if (!original.Contains(relative) && IsWork(graph, relative))
                {
                    chosen.UnionWith(ServingSetups(graph, relative));
                }
            }
        }
        else if (graph.Settings(task).IsSetup)
        {
            chosen.UnionWith(Teardowns(graph, task));
        }
    }

    private static void AddUpstream(DagGraph graph, int task, DagSubsetOptions options, HashSet<int> chosen)
    {
        if (!options.IncludeUpstream)
        {
            chosen.UnionWith(IsWork(graph, task) ? ServingSetups(graph, task) : []);
            return;
        }

        foreach (var relative in Relatives(graph, task, upstream: true, options.Depth))
        {
            chosen.Add(relative);
            if (graph.Settings(relative).IsSetup)
            {
                chosen.UnionWith(Teardowns(graph, relative).Where(teardown => teardown != task));
            }
        }
    }

    /// <summary>The setups that a task needs, with their teardowns: those that end after it, or never.</summary>
    private static IEnumerable<int> ServingSetups(DagGraph graph, int task)
    {
        var after = Relatives(graph, task, upstream: false).Where(relative => graph.Settings(relative).IsTeardown).ToHashSet();
        return Relatives(graph, task, upstream: true)
            .Where(setup => graph.Settings(setup).IsSetup)
            .Select(setup => (Setup: setup, Teardowns: Teardowns(graph, setup)))
            .Where(pair => pair.Teardowns.Length == 0 || pair.Teardowns.Any(after.Contains))
            .SelectMany(pair => pair.Teardowns.Where(teardown => teardown != task).Prepend(pair.Setup));
    }

    private static bool IsWork(DagGraph graph, int task) => !graph.Settings(task).IsSetup && !graph.Settings(task).IsTeardown;

    private static int[] Teardowns(DagGraph graph, int setup) =>
        Array.FindAll(graph.Downstream(setup).ToArray(), task => graph.Settings(task).IsTeardown);
}
