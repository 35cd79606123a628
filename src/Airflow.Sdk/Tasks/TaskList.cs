using System.Collections;

namespace Airflow;

/// <summary>
/// Several tasks or groups side by side, as <c>(a, b)</c> in <c>start >> (a, b) >> end</c>. After several, one thing follows: an arrow
/// from several to several would leave open which pairs are meant (<see cref="Dag.CrossDownstream"/>, <see cref="Dag.Chain(TaskList[])"/>).
/// </summary>
/// <param name="nodes">The tasks or groups.</param>
public sealed class TaskList(IReadOnlyList<TaskNode> nodes) : IReadOnlyList<TaskNode>
{
    /// <inheritdoc/>
    public int Count => nodes.Count;

    /// <inheritdoc/>
    public TaskNode this[int index] => nodes[index];

    /// <inheritdoc/>
    public IEnumerator<TaskNode> GetEnumerator() => nodes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Waits for all of these.</summary>
    /// <param name="next">What comes after them.</param>
    /// <param name="label">Text shown on the arrows in the graph.</param>
    /// <returns><paramref name="next"/>, so that calls can be chained.</returns>
    public TaskNode Then(TaskNode next, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(next);
        foreach (var node in nodes)
        {
            node.Then(next, label);
        }

        return next;
    }

    /// <summary>Each of <paramref name="next"/> waits for all of these.</summary>
    /// <param name="next">What comes after them, side by side.</param>
    /// <param name="label">Text shown on the arrows in the graph.</param>
    /// <returns><paramref name="next"/>, so that calls can be chained.</returns>
    public TaskList Then(TaskList next, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(next);
        foreach (var node in next)
        {
            Then(node, label);
        }

        return next;
    }

    /// <summary>The right side waits for all of the left side.</summary>
    /// <param name="left">What comes first, side by side.</param>
    /// <param name="right">What comes after them.</param>
    /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
    public static TaskNode operator >>(TaskList left, TaskNode right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Then(right);
    }
}
