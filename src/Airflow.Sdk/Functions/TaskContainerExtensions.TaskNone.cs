using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a task from a C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<TResult>(
        this ITaskContainer container, string taskId, Func<TaskContext, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) => ValueTask.FromResult<object?>(function(context)));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<TResult>(
        this ITaskContainer container, string taskId, Func<TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) => ValueTask.FromResult<object?>(function()));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<TResult>(
        this ITaskContainer container, string taskId, Func<TaskContext, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) => await function(context));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<TResult>(
        this ITaskContainer container, string taskId, Func<Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) => await function());
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function without a result.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task(
        this ITaskContainer container, string taskId, Action<TaskContext> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) =>
        {
            function(context);
            return ValueTask.FromResult<object?>(null);
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function without a result.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task(
        this ITaskContainer container, string taskId, Action function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) =>
        {
            function();
            return ValueTask.FromResult<object?>(null);
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function without a result.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task(
        this ITaskContainer container, string taskId, Func<TaskContext, Task> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) =>
        {
            await function(context);
            return null;
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function without a result.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task(
        this ITaskContainer container, string taskId, Func<Task> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) =>
        {
            await function();
            return null;
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }
}
