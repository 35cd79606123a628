using System.Runtime.CompilerServices;

namespace Airflow;

/// <summary>The ways to make tasks and groups, in a DAG and in a group.</summary>
public static partial class TaskContainerExtensions
{
    /// <summary>Adds an operator.</summary>
    /// <typeparam name="T">Type of the operator.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="task">The operator.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns><paramref name="task"/>.</returns>
    public static T Add<T>(this ITaskContainer container, T task, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : Operator
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(task);
        container.Dag.Attach(task, container.Group, new SourcePlace(file, line));
        return task;
    }

    /// <summary>Adds a group, to which tasks are then added.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group.</returns>
    public static TaskGroup Group(
        this ITaskContainer container, string groupId, GroupOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(container);
        var id = options is { AddSuffixOnCollision: true } ? container.Dag.FreeId(groupId, container.Group) : groupId;
        var group = new TaskGroup(id, options);
        container.Dag.Attach(group, container.Group, new SourcePlace(file, line));
        return group;
    }
}
