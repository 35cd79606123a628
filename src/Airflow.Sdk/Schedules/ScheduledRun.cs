namespace Airflow;

/// <summary>A run that a timetable of your own asks for.</summary>
/// <param name="RunAfter">The earliest moment at which it is made.</param>
/// <param name="DataInterval">The span of time that it is about; its start is the logical date.</param>
public sealed record ScheduledRun(DateTimeOffset RunAfter, DataInterval DataInterval)
{
    /// <summary>A run about a span of time, made at its end.</summary>
    /// <param name="start">First moment of the span.</param>
    /// <param name="end">First moment after it.</param>
    /// <returns>The run.</returns>
    public static ScheduledRun Interval(DateTimeOffset start, DateTimeOffset end) => new(end, new DataInterval(start, end));

    /// <summary>A run about one moment, made then.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>The run.</returns>
    public static ScheduledRun Exact(DateTimeOffset at) => Interval(at, at);
}
