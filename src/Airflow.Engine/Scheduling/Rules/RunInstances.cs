using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>A run's instances in memory: what the rules look at when nobody keeps counts.</summary>
public sealed class RunInstances : IRunView
{
    private readonly List<InstanceState>[] _instances;
    private readonly Func<int, int?> _mapLengthOfTask;
    private readonly Func<int, int?> _mapLengthOfGroup;

    /// <summary>Takes the instances of tasks that the DAG has; those of tasks which have left it are <see cref="ToRemove"/>.</summary>
    public RunInstances(
        RuleGraph graph,
        IEnumerable<(string TaskId, InstanceState Instance)> instances,
        Func<int, int?> mapLengthOfTask,
        Func<int, int?> mapLengthOfGroup)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(instances);
        _mapLengthOfTask = mapLengthOfTask;
        _mapLengthOfGroup = mapLengthOfGroup;
        _instances = graph.Tasks.Select(_ => new List<InstanceState>()).ToArray();
        var toRemove = new List<(string, int)>();
        foreach (var (taskId, instance) in instances)
        {
            if (graph.TryIndexOf(taskId, out var task))
            {
                _instances[task].Add(instance);
            }
            else if (instance.State != TaskState.Removed)
            {
                toRemove.Add((taskId, instance.MapIndex));
            }
        }
        foreach (var list in _instances)
        {
            list.Sort((first, second) => first.MapIndex.CompareTo(second.MapIndex));
        }
        ToRemove = toRemove;
    }

    /// <summary>Instances, by task and map index, whose task has left the DAG: they become removed and count for nothing.</summary>
    public IReadOnlyList<(string TaskId, int MapIndex)> ToRemove { get; }

    public IReadOnlyList<InstanceState> Instances(int task) => _instances[task];

    public int? MapLengthOfTask(int task) => _mapLengthOfTask(task);

    public int? MapLengthOfGroup(int group) => _mapLengthOfGroup(group);
}
