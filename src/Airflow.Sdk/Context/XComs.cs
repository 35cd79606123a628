using System.Text.Json;
using Airflow.Hosting;

namespace Airflow;

/// <summary>Small values that tasks leave for each other, kept in the database with the run.</summary>
public sealed class XComs
{
    /// <summary>Name under which a task's result is stored.</summary>
    public const string ReturnValue = "return_value";

    private readonly TaskContext _context;

    internal XComs(TaskContext context) => _context = context;

    private ITaskBackend Backend => _context.Backend;

    /// <summary>Reads what a task of this run left.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <param name="taskId">The task.</param>
    /// <param name="key">Name of the XCom.</param>
    /// <param name="mapIndex">Instance of a mapped task; <see langword="null"/> for a task that is not mapped.</param>
    /// <returns>The value; <see langword="default"/> if there is none.</returns>
    /// <exception cref="InvalidOperationException">The value is not a <typeparamref name="T"/>.</exception>
    public async Task<T?> PullAsync<T>(string taskId, string key = ReturnValue, int? mapIndex = null)
    {
        var value = await Backend.GetXComAsync(KeyOf(taskId, key, mapIndex), includePriorDates: false, _context.CancellationToken);
        return value is { } found ? XComJson.Read<T>(found, taskId, key) : default;
    }

    /// <summary>Reads what a task left in this run or, if there is nothing, in the last run before that has it.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <param name="taskId">The task; may be this one.</param>
    /// <param name="key">Name of the XCom.</param>
    /// <returns>The value; <see langword="default"/> if there is none.</returns>
    /// <exception cref="InvalidOperationException">The value is not a <typeparamref name="T"/>.</exception>
    public async Task<T?> PullLatestAsync<T>(string taskId, string key = ReturnValue)
    {
        var value = await Backend.GetXComAsync(KeyOf(taskId, key, null), includePriorDates: true, _context.CancellationToken);
        return value is { } found ? XComJson.Read<T>(found, taskId, key) : default;
    }

    /// <summary>Reads what all instances of a mapped task left, in the order of their map index; those that left nothing are missing.</summary>
    /// <typeparam name="T">Type as which each is read.</typeparam>
    /// <param name="taskId">The task.</param>
    /// <param name="key">Name of the XCom.</param>
    /// <returns>The values.</returns>
    /// <exception cref="InvalidOperationException">A value is not a <typeparamref name="T"/>.</exception>
    public async Task<IReadOnlyList<T?>> PullAllAsync<T>(string taskId, string key = ReturnValue)
    {
        var values = await Backend.GetXComSequenceSliceAsync(KeyOf(taskId, key, null), includePriorDates: false, _context.CancellationToken);
        return [.. values.Select(value => XComJson.Read<T>(value, taskId, key))];
    }

    /// <summary>Leaves a value for later tasks; one of the same name is replaced.</summary>
    /// <typeparam name="T">Type under which it is serialised.</typeparam>
    /// <param name="key">Name of the XCom.</param>
    /// <param name="value">The value; must be serialisable as JSON.</param>
    /// <returns>When it is stored.</returns>
    /// <exception cref="XComSerializationException">It has no JSON form.</exception>
    public async Task PushAsync<T>(string key, T value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var json = XComJson.Serialize(value, typeof(T), _context.TaskId, key);
        await Backend.SetXComAsync(KeyOf(_context.TaskId, key, _context.MapIndex), json, mappedLength: null, _context.CancellationToken);
    }

    /// <summary>Takes away what this task left.</summary>
    /// <param name="key">Name of the XCom.</param>
    /// <returns>When it is gone; it need not have been there.</returns>
    public async Task DeleteAsync(string key) =>
        await Backend.DeleteXComAsync(KeyOf(_context.TaskId, key, _context.MapIndex), _context.CancellationToken);

    internal XComKey KeyOf(string taskId, string key, int? mapIndex) => new(_context.DagId, _context.RunId, taskId, key, mapIndex);

    internal ValueTask<JsonElement?> PullRawAsync(string taskId, string key) =>
        Backend.GetXComAsync(KeyOf(taskId, key, null), includePriorDates: false, _context.CancellationToken);
}
