using System.Runtime.CompilerServices;

namespace Airflow;

/// <summary>Two sequences to map over together: side by side, or every element of one with every element of the other.</summary>
/// <typeparam name="TFirst">Type of an element of the first sequence.</typeparam>
/// <typeparam name="TSecond">Type of an element of the second sequence.</typeparam>
public sealed class MapPairs<TFirst, TSecond>
{
    private readonly ITaskOutput _first;
    private readonly MappedArguments _arguments;

    internal MapPairs(ITaskOutput first, MappedArguments arguments)
    {
        _first = first;
        _arguments = arguments;
    }

    /// <summary>Adds a task that runs a C# function once for every pair.</summary>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context and one pair.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public MappedTaskNode<TResult> Map<TResult>(
        string taskId, Func<TaskContext, TFirst, TSecond, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, arguments) => ValueTask.FromResult<object?>(function(context, (TFirst)arguments[0]!, (TSecond)arguments[1]!))) { Mapped = _arguments };
        return _first.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs a C# function once for every pair.</summary>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes one pair.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public MappedTaskNode<TResult> Map<TResult>(
        string taskId, Func<TFirst, TSecond, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, arguments) => ValueTask.FromResult<object?>(function((TFirst)arguments[0]!, (TSecond)arguments[1]!))) { Mapped = _arguments };
        return _first.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs an asynchronous C# function once for every pair.</summary>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context and one pair.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public MappedTaskNode<TResult> Map<TResult>(
        string taskId, Func<TaskContext, TFirst, TSecond, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, arguments) => await function(context, (TFirst)arguments[0]!, (TSecond)arguments[1]!)) { Mapped = _arguments };
        return _first.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs an asynchronous C# function once for every pair.</summary>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes one pair.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public MappedTaskNode<TResult> Map<TResult>(
        string taskId, Func<TFirst, TSecond, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, arguments) => await function((TFirst)arguments[0]!, (TSecond)arguments[1]!)) { Mapped = _arguments };
        return _first.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a group whose tasks run once for every pair; none at all skips them.</summary>
    /// <typeparam name="TResult">Type of the result of one instance.</typeparam>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="body">Makes the tasks; takes the group and the two elements, gives the result of an instance.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group, whose result is the list of the results.</returns>
    public MappedTaskGroup<TResult> MapGroup<TResult>(
        string groupId, Func<TaskGroup, ITaskOutput<TFirst>, ITaskOutput<TSecond>, ITaskOutput<TResult>> body, GroupOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(body);
        var mapped = _arguments;
        var group = MappedGroups.Add(_first.Container(), new MappedTaskGroup<TResult>(groupId, options), mapped.Input, new SourcePlace(file, line));
        group.Result = body(group, new GroupElement<TFirst>(group, mapped, 0), new GroupElement<TSecond>(group, mapped, 1));
        return group;
    }

    /// <summary>Adds a group whose tasks run once for every pair; none at all skips them.</summary>
    /// <param name="groupId">Id, unique among groups and tasks beside it.</param>
    /// <param name="body">Makes the tasks; takes the group and the two elements.</param>
    /// <param name="options">What can be set on a group.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The group.</returns>
    public TaskGroup MapGroup(
        string groupId, Action<TaskGroup, ITaskOutput<TFirst>, ITaskOutput<TSecond>> body, GroupOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(body);
        var mapped = _arguments;
        var group = MappedGroups.Add(_first.Container(), new TaskGroup(groupId, options), mapped.Input, new SourcePlace(file, line));
        body(group, new GroupElement<TFirst>(group, mapped, 0), new GroupElement<TSecond>(group, mapped, 1));
        return group;
    }
}
