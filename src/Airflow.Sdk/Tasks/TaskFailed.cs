namespace Airflow;

/// <summary>The try failed.</summary>
/// <param name="Reason">Why, for the log.</param>
/// <param name="Exception">What was thrown; <see langword="null"/> if the task returned its failure.</param>
public sealed record TaskFailed(string Reason, Exception? Exception) : TaskOutcome
{
    /// <summary>Whether the retries that are left may be used.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Retryable { get; init; } = true;

    /// <summary>Delay before the next try, instead of the task's own retry delay.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Why there is another try, as a retry policy said; kept with the try.</summary>
    /// <value>Default: none.</value>
    public string? RetryReason { get; init; }

    /// <summary>Whether the task's code ignored its time-out and is still running: its process cannot be used again.</summary>
    internal bool StillRunning { get; init; }
}
