using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a short circuit: unless a C# function says <see langword="true"/>, everything after it is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task, or <see cref="ShortCircuitOptions"/>.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator ShortCircuit(
        this ITaskContainer container, string taskId, Func<TaskContext, bool> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) => ValueTask.FromResult<object?>(function(context)));
        return container.Add(new ShortCircuitOperator(taskId, body, options), file, line);
    }

    /// <summary>Adds a short circuit: unless a C# function says <see langword="true"/>, everything after it is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task, or <see cref="ShortCircuitOptions"/>.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator ShortCircuit(
        this ITaskContainer container, string taskId, Func<bool> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) => ValueTask.FromResult<object?>(function()));
        return container.Add(new ShortCircuitOperator(taskId, body, options), file, line);
    }

    /// <summary>Adds a short circuit: unless a C# function says <see langword="true"/>, everything after it is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task, or <see cref="ShortCircuitOptions"/>.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator ShortCircuit(
        this ITaskContainer container, string taskId, Func<TaskContext, Task<bool>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) => await function(context));
        return container.Add(new ShortCircuitOperator(taskId, body, options), file, line);
    }

    /// <summary>Adds a short circuit: unless a C# function says <see langword="true"/>, everything after it is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task, or <see cref="ShortCircuitOptions"/>.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator ShortCircuit(
        this ITaskContainer container, string taskId, Func<Task<bool>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) => await function());
        return container.Add(new ShortCircuitOperator(taskId, body, options), file, line);
    }
}
