using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, TaskNode?> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T1)arguments[0]!, (T2)arguments[1]!)));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, TaskNode?> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (_, arguments) => ValueTask.FromResult<object?>(function((T1)arguments[0]!, (T2)arguments[1]!)));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, IEnumerable<TaskNode>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T1)arguments[0]!, (T2)arguments[1]!)));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, IEnumerable<TaskNode>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], (_, arguments) => ValueTask.FromResult<object?>(function((T1)arguments[0]!, (T2)arguments[1]!)));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, Task<TaskNode?>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (context, arguments) => await function(context, (T1)arguments[0]!, (T2)arguments[1]!));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, Task<TaskNode?>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (_, arguments) => await function((T1)arguments[0]!, (T2)arguments[1]!));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<TaskContext, T1, T2, Task<IEnumerable<TaskNode>>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (context, arguments) => await function(context, (T1)arguments[0]!, (T2)arguments[1]!));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }

    /// <summary>Adds a branch: a C# function chooses which of the tasks directly after it go on; <see langword="null"/> is none. What is not chosen is skipped.</summary>
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
    public static Operator Branch<T1, T2>(
        this ITaskContainer container, string taskId, ITaskOutput<T1> input1, ITaskOutput<T2> input2, Func<T1, T2, Task<IEnumerable<TaskNode>>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input1, input2], [typeof(T1), typeof(T2)], async (_, arguments) => await function((T1)arguments[0]!, (T2)arguments[1]!));
        return container.Add(new FunctionBranch(taskId, body, options), file, line);
    }
}
