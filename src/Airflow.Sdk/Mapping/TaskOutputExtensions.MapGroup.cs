using System.Runtime.CompilerServices;

namespace Airflow;

public static partial class TaskOutputExtensions
{
    /// <summary>Adds a group whose tasks run once for every element; none at all skips them.</summary>
    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <typeparam name="TResult">Type of the result of one instance.</typeparam>
    /// <param name="source">The task whose result is mapped over.</param>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="body">Makes the tasks; takes the group and the element, gives the result of an instance.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group, whose result is the list of the results.</returns>
    public static MappedTaskGroup<TResult> MapGroup<T, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string groupId, Func<TaskGroup, ITaskOutput<T>, ITaskOutput<TResult>> body, GroupOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        var mapped = MappedFunctions.Over<T>(new XComSource(source));
        var group = MappedGroups.Add(source.Container(), new MappedTaskGroup<TResult>(groupId, options), mapped.Input, new SourcePlace(file, line));
        group.Result = body(group, new GroupElement<T>(group, mapped, 0));
        return group;
    }

    /// <summary>Adds a group whose tasks run once for every element; none at all skips them.</summary>
    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <param name="source">The task whose result is mapped over.</param>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="body">Makes the tasks; takes the group and the element.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group.</returns>
    public static TaskGroup MapGroup<T>(
        this ITaskOutput<IEnumerable<T>> source, string groupId, Action<TaskGroup, ITaskOutput<T>> body, GroupOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        var mapped = MappedFunctions.Over<T>(new XComSource(source));
        var group = MappedGroups.Add(source.Container(), new TaskGroup(groupId, options), mapped.Input, new SourcePlace(file, line));
        body(group, new GroupElement<T>(group, mapped, 0));
        return group;
    }

    /// <summary>The results of a task in a mapped group for all elements, in their order, as an input of a task outside of the group.</summary>
    /// <typeparam name="T">Type of one result.</typeparam>
    /// <param name="output">The task in the group.</param>
    /// <returns>The list of its results; of instances that were skipped or failed there is none.</returns>
    public static ITaskOutput<IReadOnlyList<T>> Collect<T>(this ITaskOutput<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new CollectedOutput<T>(output);
    }
}
