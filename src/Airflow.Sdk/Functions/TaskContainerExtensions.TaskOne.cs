using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a task from a C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T)arguments[0]!)));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (_, arguments) => ValueTask.FromResult<object?>(function((T)arguments[0]!)));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (context, arguments) => await function(context, (T)arguments[0]!));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (_, arguments) => await function((T)arguments[0]!));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function without a result.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Action<TaskContext, T> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (context, arguments) =>
        {
            function(context, (T)arguments[0]!);
            return ValueTask.FromResult<object?>(null);
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function without a result.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Action<T> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (_, arguments) =>
        {
            function((T)arguments[0]!);
            return ValueTask.FromResult<object?>(null);
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function without a result.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, Task> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (context, arguments) =>
        {
            await function(context, (T)arguments[0]!);
            return null;
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function without a result.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, Task> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (_, arguments) =>
        {
            await function((T)arguments[0]!);
            return null;
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }
}
