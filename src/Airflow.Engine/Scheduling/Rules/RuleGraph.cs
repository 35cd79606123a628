using System.Collections.Frozen;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// A DAG as the rules need it: tasks as numbers, edges, groups, and what follows from them (relevant setups, scopes of teardowns, the
/// leaves that decide a run). Built once for a DAG version; safe to share.
/// </summary>
public sealed class RuleGraph
{
    private readonly FrozenDictionary<string, int> _indexes;
    private readonly int[][] _upstream;
    private readonly int[][] _downstream;
    private readonly int[][] _relevantSetups;
    private readonly int[][] _teardownScopes;
    private readonly int[] _closestMappedGroup;

    public RuleGraph(IReadOnlyList<RuleTask> tasks, IReadOnlyList<RuleGroup> groups, IEnumerable<(int From, int To)> edges)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(groups);
        Tasks = tasks;
        Groups = groups;
        _indexes = tasks.Select((task, index) => KeyValuePair.Create(task.Id, index)).ToFrozenDictionary(StringComparer.Ordinal);
        var distinct = edges.Distinct().ToArray();
        _upstream = Neighbours(distinct.ToLookup(edge => edge.To, edge => edge.From));
        _downstream = Neighbours(distinct.ToLookup(edge => edge.From, edge => edge.To));
        _closestMappedGroup = tasks.Select(task => MappedFrom(task.Group)).ToArray();
        StateLeaves = FindStateLeaves();
        var hasSetups = tasks.Any(task => task.IsSetup);
        _relevantSetups = tasks.Select((_, task) => hasSetups ? FindRelevantSetups(task) : []).ToArray();
        _teardownScopes = tasks.Select((task, index) => hasSetups && task.IsTeardown ? FindTeardownScope(index) : []).ToArray();
    }

    /// <summary>The rules' view of a DAG version; tasks and groups keep their numbers.</summary>
    public static RuleGraph Of(DagGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var tasks = Enumerable.Range(0, graph.Count).Select(task => Task(graph, task)).ToArray();
        var groups = graph.Groups.Select(group => new RuleGroup(group.Parent, group.IsMapped, References(graph, group.ExpandInput))).ToArray();
        return new RuleGraph(tasks, groups, Enumerable.Range(0, graph.Count).SelectMany(task => graph.Downstream(task).ToArray().Select(next => (task, next))));
    }

    public IReadOnlyList<RuleTask> Tasks { get; }

    public IReadOnlyList<RuleGroup> Groups { get; }

    /// <summary>The tasks whose states decide the state of the run.</summary>
    public IReadOnlyList<int> StateLeaves { get; }

    public bool TryIndexOf(string taskId, out int task) => _indexes.TryGetValue(taskId, out task);

    public IReadOnlyList<int> Upstream(int task) => _upstream[task];

    public IReadOnlyList<int> Downstream(int task) => _downstream[task];

    /// <summary>Setups further upstream that have to succeed first: those without a teardown, or with one downstream of the task.</summary>
    public IReadOnlyList<int> RelevantSetups(int task) => _relevantSetups[task];

    /// <summary>Tasks between a teardown and its setups that are not directly upstream of it.</summary>
    public IReadOnlyList<int> TeardownScope(int task) => _teardownScopes[task];

    /// <summary>The innermost mapped group around the task; -1 for none.</summary>
    public int ClosestMappedGroup(int task) => _closestMappedGroup[task];

    /// <summary>The task has one instance for each element of something.</summary>
    public bool NeedsExpansion(int task) => Tasks[task].IsMapped || _closestMappedGroup[task] >= 0;

    /// <summary>The mapped groups around a task, from the inside.</summary>
    public IEnumerable<int> MappedGroups(int task)
    {
        for (var group = _closestMappedGroup[task]; group >= 0; group = MappedFrom(Groups[group].Parent))
        {
            yield return group;
        }
    }

    /// <summary>The next mapped group outside a mapped group; -1 for none.</summary>
    public int EnclosingMappedGroup(int group) => MappedFrom(Groups[group].Parent);

    /// <summary>The task is expanded, or lies in a mapped group, further inside this mapped group.</summary>
    public bool IsFurtherMappedInside(int task, int mappedGroup) => Tasks[task].IsMapped || _closestMappedGroup[task] != mappedGroup;

    private static RuleTask Task(DagGraph graph, int task)
    {
        var settings = graph.Settings(task);
        return new RuleTask
        {
            Id = settings.TaskId,
            TriggerRule = TriggerRules.Parse(settings.TriggerRule),
            IsSetup = settings.IsSetup,
            IsTeardown = settings.IsTeardown,
            OnFailureFailDagrun = settings.OnFailureFailDagrun,
            IsMapped = settings.IsMapped,
            Group = graph.GroupOf(task),
            ExpandsOver = References(graph, settings.ExpandInput),
            MayWaitForOthers = settings.DependsOnPast || settings.MaxActiveTisPerDag is not null || settings.MaxActiveTisPerDagrun is not null,
        };
    }

    private static int[] References(DagGraph graph, SerializedExpandInput? input) =>
        input is null ? [] : [.. input.ReferencedTaskIds.Where(id => graph.TryGetIndex(id, out _)).Select(graph.IndexOf)];

    private int MappedFrom(int group)
    {
        while (group >= 0 && !Groups[group].IsMapped)
        {
            group = Groups[group].Parent;
        }
        return group;
    }

    private int[][] Neighbours(ILookup<int, int> edges) => Enumerable.Range(0, Tasks.Count).Select(task => edges[task].Order().ToArray()).ToArray();

    private int[] FindStateLeaves()
    {
        var all = Enumerable.Range(0, Tasks.Count).ToArray();
        var leaves = all.Where(task => Counts(task) && !Array.Exists(_downstream[task], Counts)).ToArray();
        // A DAG of teardowns only is decided by its plain leaves.
        return leaves.Length > 0 ? leaves : all.Where(task => _downstream[task].Length == 0).ToArray();

        bool Counts(int task) => !Tasks[task].IsTeardown || Tasks[task].OnFailureFailDagrun;
    }

    private int[] FindRelevantSetups(int task)
    {
        if (Tasks[task].IsTeardown)
        {
            return [];
        }
        var setups = Reach(task, _upstream).Where(other => Tasks[other].IsSetup).ToArray();
        if (setups.Length == 0)
        {
            return [];
        }
        var below = Reach(task, _downstream);
        return setups.Where(setup => !_upstream[task].Contains(setup) && IsRelevant(_downstream[setup].Where(other => Tasks[other].IsTeardown))).ToArray();

        bool IsRelevant(IEnumerable<int> teardowns)
        {
            var list = teardowns.ToArray();
            return list.Length == 0 || Array.Exists(list, below.Contains);
        }
    }

    private int[] FindTeardownScope(int teardown)
    {
        var indirect = Reach(teardown, _upstream);
        indirect.ExceptWith(_upstream[teardown]);
        if (indirect.Count == 0)
        {
            return [];
        }
        var below = new HashSet<int>();
        foreach (var setup in _upstream[teardown].Where(task => Tasks[task].IsSetup))
        {
            below.UnionWith(Reach(setup, _downstream));
        }
        indirect.IntersectWith(below);
        return [.. indirect.Order()];
    }

    private static HashSet<int> Reach(int start, int[][] edges)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(edges[start]);
        while (open.TryPop(out var task))
        {
            if (reached.Add(task))
            {
                foreach (var next in edges[task])
                {
                    open.Push(next);
                }
            }
        }
        return reached;
    }
}
