using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // a function takes up to four inputs, and each is an argument

public static partial class TaskContainerExtensions
{
    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<TaskContext, bool> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) => ValueTask.FromResult<object?>(new PokeResult(function(context))));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<bool> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) => ValueTask.FromResult<object?>(new PokeResult(function())));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<TaskContext, Task<bool>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) => new PokeResult(await function(context)));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<Task<bool>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) => new PokeResult(await function()));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<TaskContext, PokeResult> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, _) => ValueTask.FromResult<object?>(function(context)));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<PokeResult> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, _) => ValueTask.FromResult<object?>(function()));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<TaskContext, Task<PokeResult>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, _) => await function(context));
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }

    /// <summary>Adds a sensor: it asks a C# function again and again until that says that what it waits for is there.</summary>
    /// <param name="container">DAG or group.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does.</param>
    /// <param name="options">What can be set on a sensor.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The task.</returns>
    public static Operator Sensor(
        this ITaskContainer container, string taskId, Func<Task<PokeResult>> function, SensorOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, _) => await function());
        return container.Add(new FunctionSensor(taskId, body, options), file, line);
    }
}
