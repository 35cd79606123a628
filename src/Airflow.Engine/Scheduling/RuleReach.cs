using Airflow.Engine.Scheduling.Rules;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// Which tasks look at which. A plain task looks at all instances directly upstream, so counts decide its rule; another one (in a mapped
/// group with what it follows, or with setups and teardowns around) is a watcher of all that it looks at.
/// </summary>
internal sealed class RuleReach
{
    private readonly RuleGraph _graph;
    private readonly bool[] _isPlain;
    private readonly int[][] _watchers;

    public RuleReach(RuleGraph graph)
    {
        _graph = graph;
        var count = graph.Tasks.Count;
        _isPlain = new bool[count];
        var watchers = new SortedSet<int>?[count];
        for (var task = 0; task < count; task++)
        {
            _isPlain[task] = FindIsPlain(task);
            foreach (var other in LooksAt(task))
            {
                (watchers[other] ??= []).Add(task);
            }
        }

        _watchers = [.. watchers.Select(set => set is null ? [] : set.ToArray())];
    }

    public bool IsPlain(int task) => _isPlain[task];

    /// <summary>The tasks that are to be decided anew when an instance of this one ends, other than plain ones.</summary>
    public IReadOnlyList<int> Watchers(int task) => _watchers[task];

    /// <summary>Both lie in the same mapped group and are not mapped any further: an instance looks at the one of the same map index only.</summary>
    public bool IsElementwise(int watcher, int watched) =>
        _graph.ClosestMappedGroup(watcher) is var group and >= 0 && group == _graph.ClosestMappedGroup(watched)
        && !_graph.Tasks[watcher].IsMapped && !_graph.Tasks[watched].IsMapped;

    private bool FindIsPlain(int task) =>
        !_graph.Tasks[task].IsTeardown
        && _graph.RelevantSetups(task).Count == 0
        && _graph.TeardownScope(task).Count == 0
        && !_graph.Upstream(task).Any(other => _graph.Tasks[other].IsSetup || _graph.MappedGroups(other).Any(_graph.MappedGroups(task).Contains));

    private IEnumerable<int> LooksAt(int task)
    {
        var sources = _graph.MappedGroups(task).SelectMany(group => _graph.Groups[group].ExpandsOver).Concat(_graph.Tasks[task].ExpandsOver);
        return _isPlain[task] ? sources : sources.Concat(_graph.Upstream(task)).Concat(_graph.RelevantSetups(task)).Concat(_graph.TeardownScope(task));
    }
}
