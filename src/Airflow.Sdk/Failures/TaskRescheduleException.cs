namespace Airflow;

/// <summary>Gives the task's slot back; the task is called again later. That is no failure and uses no retry.</summary>
public sealed class TaskRescheduleException : Exception
{
    /// <summary>Reschedules for as soon as possible.</summary>
    public TaskRescheduleException()
        : this(DateTimeOffset.MinValue)
    {
    }

    /// <summary>Reschedules for as soon as possible.</summary>
    /// <param name="message">Why, for the log.</param>
    public TaskRescheduleException(string message)
        : base(message)
    {
    }

    /// <summary>Reschedules for as soon as possible, because of another exception.</summary>
    /// <param name="message">Why, for the log.</param>
    /// <param name="innerException">What led to it.</param>
    public TaskRescheduleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Reschedules.</summary>
    /// <param name="at">Moment from which the task may be called again.</param>
    public TaskRescheduleException(DateTimeOffset at)
        : base("The task is to be called again later.") => At = at;

    /// <summary>Moment from which the task may be called again.</summary>
    /// <value>Default: as soon as possible.</value>
    public DateTimeOffset At { get; } = DateTimeOffset.MinValue;
}
