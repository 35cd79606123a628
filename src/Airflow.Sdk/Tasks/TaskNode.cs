namespace Airflow;

/// <summary>Anything in a DAG that can stand before or after something else: a task or a group of tasks.</summary>
public abstract class TaskNode
{
    private Dag? _dag;

    private protected TaskNode(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        LocalId = id;
    }

    /// <summary>Id that is unique in the DAG, with the ids of the groups around it: <c>group.task</c>.</summary>
    public string Id => Group is { PrefixGroupId: true } group ? $"{group.Id}.{LocalId}" : LocalId;

    /// <summary>Id as it was written, without the ids of the groups around it.</summary>
    internal string LocalId { get; }

    /// <summary>The DAG it belongs to.</summary>
    /// <exception cref="InvalidOperationException">It was made but not added to a DAG.</exception>
    public Dag Dag => _dag ?? throw new InvalidOperationException($"'{LocalId}' belongs to no DAG yet; add it: dag.Add(new …(\"{LocalId}\")).");

    /// <summary>The group it is in; <see langword="null"/> directly in the DAG.</summary>
    public TaskGroup? Group { get; private set; }

    internal SourcePlace Place { get; set; }

    internal bool IsAdded => _dag is not null;

    internal void Attach(Dag dag, TaskGroup? group, SourcePlace place)
    {
        if (_dag is not null)
        {
            throw new InvalidOperationException($"'{Id}' is already part of DAG '{_dag.DagId}'; make a new task instead of adding this one twice.");
        }

        _dag = dag;
        Group = group;
        Place = place;
    }

    /// <summary>Everything after <paramref name="next"/> waits for this.</summary>
    /// <param name="next">What comes after this.</param>
    /// <param name="label">Text shown on the arrow in the graph.</param>
    /// <returns><paramref name="next"/>, so that calls can be chained.</returns>
    public TaskNode Then(TaskNode next, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(next);
        Dag.Relate(this, next, label);
        return next;
    }

    /// <summary>All of <paramref name="next"/> wait for this.</summary>
    /// <param name="next">What comes after this, side by side.</param>
    /// <returns>All of <paramref name="next"/>, so that calls can be chained.</returns>
    public TaskList Then(params TaskNode[] next) => new TaskList([this]).Then(new TaskList(next));

    /// <summary>The right side waits for the left side.</summary>
    /// <param name="left">What comes first.</param>
    /// <param name="right">What comes after it.</param>
    /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
    public static TaskNode operator >>(TaskNode left, TaskNode right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Then(right);
    }

    /// <summary>All of the right side wait for the left side.</summary>
    /// <param name="left">What comes first.</param>
    /// <param name="right">What comes after it, side by side.</param>
    /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
    public static TaskList operator >>(TaskNode left, TaskList right) => new TaskList([left]).Then(right);

    /// <inheritdoc cref="op_RightShift(TaskNode, TaskList)"/>
    public static TaskList operator >>(TaskNode left, TaskNode[] right) => left >> new TaskList(right);

    /// <inheritdoc cref="op_RightShift(TaskNode, TaskList)"/>
    public static TaskList operator >>(TaskNode left, (TaskNode, TaskNode) right) => left >> new TaskList([right.Item1, right.Item2]);

    /// <inheritdoc cref="op_RightShift(TaskNode, TaskList)"/>
    public static TaskList operator >>(TaskNode left, (TaskNode, TaskNode, TaskNode) right) =>
        left >> new TaskList([right.Item1, right.Item2, right.Item3]);

    /// <inheritdoc cref="op_RightShift(TaskNode, TaskList)"/>
    public static TaskList operator >>(TaskNode left, (TaskNode, TaskNode, TaskNode, TaskNode) right) =>
        left >> new TaskList([right.Item1, right.Item2, right.Item3, right.Item4]);

    /// <inheritdoc cref="op_RightShift(TaskNode, TaskList)"/>
    public static TaskList operator >>(TaskNode left, (TaskNode, TaskNode, TaskNode, TaskNode, TaskNode) right) =>
        left >> new TaskList([right.Item1, right.Item2, right.Item3, right.Item4, right.Item5]);

    /// <summary>The left side waits for the right side.</summary>
    /// <param name="left">What comes after.</param>
    /// <param name="right">What comes first.</param>
    /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
    public static TaskNode operator <<(TaskNode left, TaskNode right)
    {
        ArgumentNullException.ThrowIfNull(right);
        right.Then(left);
        return right;
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
