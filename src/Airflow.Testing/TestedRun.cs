using Airflow.Engine.Runs;

namespace Airflow.Testing;

/// <summary>What became of one run.</summary>
public sealed record TestedRun
{
    /// <summary>Id of the DAG.</summary>
    public required string DagId { get; init; }

    /// <summary>Id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>How it ended, or where it stands.</summary>
    public RunState State { get; init; }

    /// <summary>The moment it is for.</summary>
    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>When it started, in virtual time.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When it ended, in virtual time.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>Its task instances, by the order of the tasks in the DAG and by map index.</summary>
    public required IReadOnlyList<TestedTask> Tasks { get; init; }

    /// <summary>A task that is not mapped, or has one instance.</summary>
    /// <param name="taskId">Id of the task.</param>
    /// <returns>Its only instance.</returns>
    /// <exception cref="KeyNotFoundException">The run has no such task, or several instances of it.</exception>
    public TestedTask this[string taskId] => Instances(taskId) is [var single]
        ? single
        : throw new KeyNotFoundException($"Run '{RunId}' has {Instances(taskId).Count} instances of a task '{taskId}'; it has {string.Join(", ", Tasks.Select(task => task.TaskId).Distinct(StringComparer.Ordinal))}.");

    /// <summary>All instances of a mapped task.</summary>
    /// <param name="taskId">Id of the task.</param>
    /// <returns>Its instances by map index.</returns>
    public IReadOnlyList<TestedTask> Instances(string taskId) => [.. Tasks.Where(task => task.TaskId == taskId)];
}
