using Airflow.Engine.Execution;

namespace Airflow.Celery.Execution;

/// <summary>How a scheduler hands tries to workers.</summary>
public sealed record CeleryExecutorOptions
{
    public required string Hostname { get; init; }
    public string Name { get; init; } = "CeleryExecutor";
    /// <summary>[core] parallelism.</summary>
    public int Parallelism { get; init; } = 32;
    /// <summary>The token with which a worker may claim a try; the message carries it.</summary>
    public Func<TaskWorkload, string> IssueToken { get; init; } = static _ => "";
    /// <summary>A try that nobody has claimed after that is published again, for its message may be lost.</summary>
    public TimeSpan RepublishAfter { get; init; } = TimeSpan.FromSeconds(3);
    /// <summary>Which of these the database still has as queued. null: nothing is published again but by who submitted it.</summary>
    public Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyCollection<Guid>>>? FindQueued { get; init; }
    public int MostAtOnce { get; init; } = 500;
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(2);
}
