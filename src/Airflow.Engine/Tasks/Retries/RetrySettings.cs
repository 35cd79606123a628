using Airflow.Engine.Dags;

namespace Airflow.Engine.Tasks.Retries;

/// <summary>How a task is tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>How many further tries there are.</summary>
    public int Retries { get; init; }

    /// <summary>Seconds until the next try.</summary>
    public double RetryDelay { get; init; } = 300;

    /// <summary>Each further delay is so many times the one before; 0 and 1 keep it the same.</summary>
    public double ExponentialBackoff { get; init; }

    /// <summary>The longest delay in seconds, when delays grow; 0 is no bound.</summary>
    public double? MaxRetryDelay { get; init; }

    public static RetrySettings Of(TaskSettings task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new RetrySettings
        {
            Retries = task.Retries,
            RetryDelay = task.RetryDelay.TotalSeconds,
            ExponentialBackoff = task.RetryBackoffMultiplier,
            MaxRetryDelay = task.MaxRetryDelay?.TotalSeconds,
        };
    }
}
