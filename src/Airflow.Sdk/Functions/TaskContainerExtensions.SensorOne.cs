using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, bool> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (context, arguments) => ValueTask.FromResult<object?>(new PokeResult(function(context, (T)arguments[0]!))));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, bool> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (_, arguments) => ValueTask.FromResult<object?>(new PokeResult(function((T)arguments[0]!))));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, Task<bool>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (context, arguments) => new PokeResult(await function(context, (T)arguments[0]!)));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, Task<bool>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (_, arguments) => new PokeResult(await function((T)arguments[0]!)));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, PokeResult> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T)arguments[0]!)));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, PokeResult> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], (_, arguments) => ValueTask.FromResult<object?>(function((T)arguments[0]!)));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the context and the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<TaskContext, T, Task<PokeResult>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (context, arguments) => await function(context, (T)arguments[0]!));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <typeparam name="T">Type of the input.</typeparam>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">The task whose result is taken.</param>
    /// <param name="function">What the task does; takes the result.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor<T>(
        this ITaskContainer container, string taskId, ITaskOutput<T> input, Func<T, Task<PokeResult>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(T)], async (_, arguments) => await function((T)arguments[0]!));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }
}
