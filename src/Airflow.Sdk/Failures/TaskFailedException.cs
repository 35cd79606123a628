namespace Airflow;

/// <summary>Fails a try and says whether, and when, another one makes sense. Any other exception fails the try as a retryable one.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Fails without a reason.</summary>
    public TaskFailedException()
        : this(retryable: true)
    {
    }

    /// <summary>Fails.</summary>
    /// <param name="message">Why, for the log.</param>
    public TaskFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Fails because of another exception.</summary>
    /// <param name="message">Why, for the log.</param>
    /// <param name="innerException">What led to it.</param>
    public TaskFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Fails, and decides about further tries.</summary>
    /// <param name="retryable">Whether the retries that are left may be used; <see langword="false"/> fails the task at once.</param>
    /// <param name="message">Why, for the log.</param>
    /// <param name="retryDelay">Delay before the next try, instead of the task's own retry delay.</param>
    public TaskFailedException(bool retryable, string message = "The task failed.", TimeSpan? retryDelay = null)
        : base(message)
    {
        Retryable = retryable;
        RetryDelay = retryDelay;
    }

    /// <summary>Whether the retries that are left may be used.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Retryable { get; } = true;

    /// <summary>Delay before the next try, instead of the task's own retry delay.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? RetryDelay { get; }
}
