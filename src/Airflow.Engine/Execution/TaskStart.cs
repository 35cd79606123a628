using Airflow.Engine.Runs;

namespace Airflow.Engine.Execution;

/// <summary>The answer to a claim: what the task runtime must know to begin, or why it must not.</summary>
public sealed record TaskStart
{
    /// <summary>null when the try was claimed; else why not.</summary>
    public string? Refusal { get; init; }
    public DagRun? Run { get; init; }
    public DateTimeOffset StartDate { get; init; }
    /// <summary>When the try, or this part of one that asked for a later time, was queued; its end repeats it.</summary>
    public DateTimeOffset? QueuedAt { get; init; }
    public int MaxTries { get; init; }
    /// <summary>Whether a failure of this try is followed by another try.</summary>
    public bool ShouldRetry { get; init; }
    public int TaskRescheduleCount { get; init; }
    /// <summary>When the first part of the try started, if it asked for a later time.</summary>
    public DateTimeOffset? FirstRescheduleStart { get; init; }
    public IReadOnlyList<string> XComKeysToClear { get; init; } = [];
    public string? NextMethod { get; init; }
    public string? NextKwargs { get; init; }
}
