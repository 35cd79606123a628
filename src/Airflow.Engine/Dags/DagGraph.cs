using System.Collections.Immutable;

namespace Airflow.Engine.Dags;

/// <summary>
/// A DAG version as the scheduler uses it: tasks are numbers from 0 in document order, edges are arrays of numbers, settings are complete.
/// Built once per version, in time linear in tasks and edges; safe to share between threads.
/// </summary>
public sealed class DagGraph
{
    private readonly Dictionary<string, int> indexes;
    private readonly AdjacencyList downstream;
    private readonly AdjacencyList upstream;
    private readonly TaskSettings[] settings;
    private readonly int[] plainOrder;
    private readonly Lazy<int[]> topological;
    private readonly int[] groupOfTask;
    private readonly int[][] expandsOver;
    private readonly Lazy<long[]> priorityWeights;

    private DagGraph(SerializedDag dag)
    {
        Dag = dag;
        indexes = Index(dag);
        downstream = AdjacencyList.Downstream(dag, indexes);
        upstream = downstream.Reversed();
        plainOrder = TopologicalOrder.Sort(dag, upstream, downstream);
        topological = new Lazy<int[]>(() => GroupedOrder.Sort(dag, downstream) ?? plainOrder);
        var resolver = new TaskSettingsResolver(dag);
        settings = [.. dag.Tasks.Select(resolver.Resolve)];
        var groups = GroupTree.Build(dag, indexes);
        Groups = groups.Groups;
        groupOfTask = groups.GroupOfTask;
        expandsOver = [.. Enumerable.Range(0, Count).Select(FindExpandsOver)];
        Roots = [.. Enumerable.Range(0, Count).Where(task => upstream[task].IsEmpty)];
        Leaves = [.. Enumerable.Range(0, Count).Where(task => downstream[task].IsEmpty)];
        Teardowns = [.. Enumerable.Range(0, Count).Where(task => settings[task].IsTeardown)];
        StateLeaves = FindStateLeaves();
        priorityWeights = new Lazy<long[]>(ComputePriorityWeights);
    }

    public SerializedDag Dag { get; }

    public string DagId => Dag.DagId;

    /// <summary>How many tasks there are; task numbers run from 0 to one less.</summary>
    public int Count => Dag.Tasks.Length;

    public int EdgeCount => downstream.EdgeCount;

    /// <summary>Tasks without upstream tasks.</summary>
    public ImmutableArray<int> Roots { get; }

    /// <summary>Tasks without downstream tasks.</summary>
    public ImmutableArray<int> Leaves { get; }

    /// <summary>Tasks whose end decides the state of the run: leaves when teardowns that may fail are thought away.</summary>
    public ImmutableArray<int> StateLeaves { get; }

    public ImmutableArray<int> Teardowns { get; }

    /// <summary>All groups, the root first and every group after the one around it.</summary>
    public ImmutableArray<DagGraphGroup> Groups { get; }

    /// <summary>All tasks in Airflow's order: each after everything upstream of it, groups together, what is free by id.</summary>
    public ReadOnlySpan<int> Topological => topological.Value;

    /// <summary>Builds the graph.</summary>
    /// <exception cref="DagCycleException">Tasks depend on each other in a circle.</exception>
    /// <exception cref="DagSerializationException">A task or group names what is not there, or a setting cannot be.</exception>
    public static DagGraph Build(SerializedDag dag)
    {
        ArgumentNullException.ThrowIfNull(dag);
        return new DagGraph(dag);
    }

    public string TaskId(int task) => Dag.Tasks[task].TaskId;

    /// <summary>The number of a task.</summary>
    /// <exception cref="KeyNotFoundException">There is no such task.</exception>
    public int IndexOf(string taskId) =>
        indexes.TryGetValue(taskId, out var index) ? index : throw new KeyNotFoundException($"DAG '{DagId}' has no task '{taskId}'.");

    public bool TryGetIndex(string taskId, out int task) => indexes.TryGetValue(taskId, out task);

    public SerializedTask Task(int task) => Dag.Tasks[task];

    public TaskSettings Settings(int task) => settings[task];

    /// <summary>Direct upstream tasks.</summary>
    public ReadOnlySpan<int> Upstream(int task) => upstream[task];

    /// <summary>Direct downstream tasks.</summary>
    public ReadOnlySpan<int> Downstream(int task) => downstream[task];

    /// <summary>The weight that instances of the task carry, from own weight and weight rule.</summary>
    public long PriorityWeight(int task) => priorityWeights.Value[task];

    /// <summary>The number of the group that the task is directly in; 0 is the root.</summary>
    public int GroupOf(int task) => groupOfTask[task];

    /// <summary>The number of the innermost mapped group around the task, or -1.</summary>
    public int MappedGroupOf(int task) => Groups[groupOfTask[task]].MappedAncestor;

    /// <summary>Whether the task has instances with a map index: mapped itself, or in a mapped group.</summary>
    public bool IsExpanded(int task) => settings[task].IsMapped || MappedGroupOf(task) >= 0;

    /// <summary>Tasks whose results decide how many instances this task has, through itself or the mapped groups around it.</summary>
    public ReadOnlySpan<int> ExpandsOver(int task) => expandsOver[task];

    private static Dictionary<string, int> Index(SerializedDag dag)
    {
        var found = new Dictionary<string, int>(dag.Tasks.Length, StringComparer.Ordinal);
        for (var task = 0; task < dag.Tasks.Length; task++)
        {
            if (!found.TryAdd(dag.Tasks[task].TaskId, task))
            {
                throw new DagSerializationException($"dag.tasks[{task}].task_id", $"'{dag.Tasks[task].TaskId}' is the id of an earlier task");
            }
        }

        return found;
    }

    private int[] FindExpandsOver(int task)
    {
        var inputs = new List<SerializedExpandInput>();
        if (settings[task].ExpandInput is { } own)
        {
            inputs.Add(own);
        }

        for (var group = MappedGroupOf(task); group >= 0; group = Groups[Groups[group].Parent].MappedAncestor)
        {
            inputs.Add(Groups[group].ExpandInput!);
        }

        return inputs.Count == 0
            ? []
            : [.. inputs.SelectMany(input => input.ReferencedTaskIds).Where(indexes.ContainsKey).Select(id => indexes[id]).Distinct()];
    }

    private ImmutableArray<int> FindStateLeaves()
    {
        bool Counts(int task) => !settings[task].IsTeardown || settings[task].OnFailureFailDagrun;

        var found = ImmutableArray.CreateBuilder<int>();
        for (var task = 0; task < Count; task++)
        {
            var isLeaf = Counts(task);
            foreach (var next in downstream[task])
            {
                isLeaf &= !Counts(next);
            }

            if (isLeaf)
            {
                found.Add(task);
            }
        }

        return found.Count > 0 ? found.ToImmutable() : Leaves;
    }

    private long[] ComputePriorityWeights()
    {
        var weights = settings.Select(task => task.PriorityWeight).ToArray();
        long[]? up = null;
        long[]? down = null;
        var result = new long[Count];
        for (var task = 0; task < Count; task++)
        {
            result[task] = settings[task].WeightRule switch
            {
                WeightRule.Downstream => (down ??= PriorityWeights.SumReachable([.. plainOrder.Reverse()], downstream, weights))[task],
                WeightRule.Upstream => (up ??= PriorityWeights.SumReachable(plainOrder, upstream, weights))[task],
                _ => weights[task],
            };
        }

        return result;
    }
}
