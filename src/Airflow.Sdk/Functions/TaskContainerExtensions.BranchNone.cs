using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<TaskContext, TaskNode?> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) => ValueTask.FromResult<object?>(function(context)));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<TaskNode?> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) => ValueTask.FromResult<object?>(function()));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<TaskContext, IEnumerable<TaskNode>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) => ValueTask.FromResult<object?>(function(context)));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<IEnumerable<TaskNode>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) => ValueTask.FromResult<object?>(function()));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<TaskContext, Task<TaskNode?>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) => await function(context));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<Task<TaskNode?>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) => await function());
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<TaskContext, Task<IEnumerable<TaskNode>>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) => await function(context));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Branch(
        this ITaskContainer container, string taskId, Func<Task<IEnumerable<TaskNode>>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) => await function());
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }
}
