using System.Text.Json;
using Airflow.Engine.Tasks;

namespace Airflow.Testing;

/// <summary>What became of one task instance.</summary>
public sealed record TestedTask
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Id of the task, with the ids of the groups around it.</summary>
    public required string TaskId { get; init; }

    /// <summary>Number of the instance of a mapped task, from 0; -1 if the task is not mapped.</summary>
    public int MapIndex { get; init; } = -1;

    /// <summary>How it ended, or where it stands.</summary>
    public TaskState State { get; init; }

    /// <summary>Tries that it took.</summary>
    public int Tries { get; init; }

    /// <summary>When its last try started.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When its last try ended.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>Why its last try failed.</summary>
    public string? Reason { get; init; }

    /// <summary>Its result as JSON; <see langword="null"/> when it left none.</summary>
    public string? ResultJson { get; init; }

    /// <summary>Its result.</summary>
    /// <typeparam name="T">Type as which it is read.</typeparam>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">It left none.</exception>
    public T Result<T>() => ResultJson is { } json
        ? JsonSerializer.Deserialize<T>(json, Options)!
        : throw new InvalidOperationException($"Task '{TaskId}' left no result; it ended as {State.Name() ?? "none"}{(Reason is null ? "" : $": {Reason}")}.");
}
