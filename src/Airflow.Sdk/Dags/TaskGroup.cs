namespace Airflow;

/// <summary>Tasks that belong together: one box in the graph, and one node for arrows.</summary>
public class TaskGroup : TaskNode, ITaskContainer
{
    private readonly List<TaskNode> _children = [];

    internal TaskGroup(string groupId, GroupOptions? options)
        : base(groupId) => Options = options ?? new GroupOptions();

    /// <summary>Whether the ids of what is in the group start with the id of the group.</summary>
    public bool PrefixGroupId => Options.PrefixGroupId;

    TaskGroup ITaskContainer.Group => this;

    /// <summary>Tasks and groups directly in the group, in the order in which they were added.</summary>
    public IReadOnlyList<TaskNode> Children => _children;

    internal GroupOptions Options { get; }

    /// <summary>What the group is mapped over; <see langword="null"/> if it is not mapped.</summary>
    internal ExpandInput? ExpandInput { get; set; }

    internal DefaultArgs? DefaultArgs => Options.DefaultArgs;

    internal void AddChild(TaskNode child) => _children.Add(child);

    /// <summary>All tasks in the group and in the groups within.</summary>
    internal IEnumerable<Operator> AllTasks() => _children.SelectMany(child => child switch
    {
        TaskGroup group => group.AllTasks(),
        Operator task => [task],
        _ => [],
    });
}
