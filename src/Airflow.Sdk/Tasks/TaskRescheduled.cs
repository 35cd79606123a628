namespace Airflow;

/// <summary>The task gave its slot back and is to be called again later.</summary>
/// <param name="At">Moment from which it may be called again, in UTC.</param>
public sealed record TaskRescheduled(DateTimeOffset At) : TaskOutcome;
