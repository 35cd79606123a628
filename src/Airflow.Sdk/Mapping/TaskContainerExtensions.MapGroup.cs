using System.Runtime.CompilerServices;

namespace Airflow;

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a group whose tasks run once for every element; none at all skips them.</summary>
    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <typeparam name="TResult">Type of the result of one instance.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="values">What is mapped over.</param>
    /// <param name="body">Makes the tasks; takes the group and the element, gives the result of an instance.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group, whose result is the list of the results.</returns>
    public static MappedTaskGroup<TResult> MapGroup<T, TResult>(
        this ITaskContainer container, string groupId, IEnumerable<T> values, Func<TaskGroup, ITaskOutput<T>, ITaskOutput<TResult>> body, GroupOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(body);
        var mapped = MappedFunctions.Over<T>(LiteralSource.Of(values));
        var group = MappedGroups.Add(container, new MappedTaskGroup<TResult>(groupId, options), mapped.Input, new SourcePlace(file, line));
        group.Result = body(group, new GroupElement<T>(group, mapped, 0));
        return group;
    }

    /// <summary>Adds a group whose tasks run once for every element; none at all skips them.</summary>
    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="values">What is mapped over.</param>
    /// <param name="body">Makes the tasks; takes the group and the element.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group.</returns>
    public static TaskGroup MapGroup<T>(
        this ITaskContainer container, string groupId, IEnumerable<T> values, Action<TaskGroup, ITaskOutput<T>> body, GroupOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(body);
        var mapped = MappedFunctions.Over<T>(LiteralSource.Of(values));
        var group = MappedGroups.Add(container, new TaskGroup(groupId, options), mapped.Input, new SourcePlace(file, line));
        body(group, new GroupElement<T>(group, mapped, 0));
        return group;
    }
}
