using System.Runtime.CompilerServices;

namespace Airflow;

#pragma warning disable S107 // what all instances share is an argument of its own

public static partial class TaskOutputExtensions
{
    /// <summary>Adds a task that runs a C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context, one element.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, Func<TaskContext, T, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T)arguments[0]!))) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 1)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs a C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes one element.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, Func<T, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], (_, arguments) => ValueTask.FromResult<object?>(function((T)arguments[0]!))) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 1)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs an asynchronous C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes the context, one element.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, Func<TaskContext, T, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (context, arguments) => await function(context, (T)arguments[0]!)) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 1)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs an asynchronous C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="function">What the task does; takes one element.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, Func<T, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([], [], async (_, arguments) => await function((T)arguments[0]!)) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 1)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs a C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TInput">Type of the input that all instances take.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">A task whose result all instances take.</param>
    /// <param name="function">What the task does; takes the context, one element, the result of the other task.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TInput, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, ITaskOutput<TInput> input, Func<TaskContext, T, TInput, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(TInput)], (context, arguments) => ValueTask.FromResult<object?>(function(context, (T)arguments[0]!, (TInput)arguments[1]!))) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 2)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs a C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TInput">Type of the input that all instances take.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">A task whose result all instances take.</param>
    /// <param name="function">What the task does; takes one element, the result of the other task.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TInput, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, ITaskOutput<TInput> input, Func<T, TInput, TResult> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(TInput)], (_, arguments) => ValueTask.FromResult<object?>(function((T)arguments[0]!, (TInput)arguments[1]!))) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 2)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs an asynchronous C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TInput">Type of the input that all instances take.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">A task whose result all instances take.</param>
    /// <param name="function">What the task does; takes the context, one element, the result of the other task.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TInput, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, ITaskOutput<TInput> input, Func<TaskContext, T, TInput, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(TInput)], async (context, arguments) => await function(context, (T)arguments[0]!, (TInput)arguments[1]!)) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 2)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }

    /// <summary>Adds a task that runs an asynchronous C# function once for every element of a sequence.</summary>
    /// <typeparam name="T">Type of an element.</typeparam>
    /// <typeparam name="TInput">Type of the input that all instances take.</typeparam>
    /// <typeparam name="TResult">Type of one result; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="taskId">Id: letters, digits, dashes, dots and underscores, at most 250.</param>
    /// <param name="input">A task whose result all instances take.</param>
    /// <param name="function">What the task does; takes one element, the result of the other task.</param>
    /// <param name="options">What can be set on every task.</param>
    /// <param name="file">Set by the compiler.</param>
    /// <param name="line">Set by the compiler.</param>
    /// <returns>The mapped task; a later task that takes it gets the list of all results.</returns>
    public static MappedTaskNode<TResult> Map<T, TInput, TResult>(
        this ITaskOutput<IEnumerable<T>> source, string taskId, ITaskOutput<TInput> input, Func<T, TInput, Task<TResult>> function, TaskOptions? options = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(function);
        var body = new TaskFunction([input], [typeof(TInput)], async (_, arguments) => await function((T)arguments[0]!, (TInput)arguments[1]!)) { Mapped = MappedFunctions.Over<T>(new XComSource(source), MappedFunctions.NameOf(function, 2)) };
        return source.Container().Add(new MappedTaskNode<TResult>(taskId, body, options), file, line);
    }
}
