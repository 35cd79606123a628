namespace Airflow;

/// <summary>Ends a task as skipped, from anywhere in its code.</summary>
public sealed class TaskSkippedException : Exception
{
    /// <summary>Skips without a reason.</summary>
    public TaskSkippedException()
        : base("The task was skipped.")
    {
    }

    /// <summary>Skips.</summary>
    /// <param name="message">Why, for the log.</param>
    public TaskSkippedException(string message)
        : base(message)
    {
    }

    /// <summary>Skips because of another exception.</summary>
    /// <param name="message">Why, for the log.</param>
    /// <param name="innerException">What led to it.</param>
    public TaskSkippedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
