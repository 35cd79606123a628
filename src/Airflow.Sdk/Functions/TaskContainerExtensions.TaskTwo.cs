using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a task from a C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T1, T2, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T1)arguments[0]!, (T2)arguments[1]!)));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T1, T2, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (_, arguments) => ValueTask.FromResult<object?>(function((T1)arguments[0]!, (T2)arguments[1]!)));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T1, T2, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (context, arguments) => await function(context, (T1)arguments[0]!, (T2)arguments[1]!));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function; its result is the task's XCom <c>return_value</c>.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <typeparam name="TResult">Type of the result; it must have a JSON form.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static TaskNode<TResult> Task<T1, T2, TResult>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (_, arguments) => await function((T1)arguments[0]!, (T2)arguments[1]!));
        return container.Add(new TaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function without a result.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Action<TaskContext, T1, T2> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (context, arguments) =>
        {
            function(context, (T1)arguments[0]!, (T2)arguments[1]!);
            return ValueTask.FromResult<object?>(null);
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from a C# function without a result.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Action<T1, T2> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (_, arguments) =>
        {
            function((T1)arguments[0]!, (T2)arguments[1]!);
            return ValueTask.FromResult<object?>(null);
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function without a result.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, Task> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (context, arguments) =>
        {
            await function(context, (T1)arguments[0]!, (T2)arguments[1]!);
            return null;
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }

    /// <summary>Adds a task from an asynchronous C# function without a result.</summary>
    /// <typeparam name="T1">Type of the first input.</typeparam>
    /// <typeparam name="T2">Type of the second input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input1">First task whose result is taken.</param>
    /// <param name="input2">Second task whose result is taken.</param>
    /// <param name="function">What the task does; takes the results.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Task<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, Task> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (_, arguments) =>
        {
            await function((T1)arguments[0]!, (T2)arguments[1]!);
            return null;
        });
        return container.Add(new FunctionTask(taskId, body, options), file, line);
    }
}
