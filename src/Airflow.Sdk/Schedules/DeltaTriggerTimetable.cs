namespace Airflow;

/// <summary>At a fixed distance from the last run; the run's logical date is that moment.</summary>
/// <param name="Delta">Distance between two runs; more than zero.</param>
public sealed record DeltaTriggerTimetable(TimeSpan Delta) : Timetable
{
    /// <summary>Length of the data interval, which ends at the run's moment.</summary>
    /// <value>Default: zero, an interval without length.</value>
    public TimeSpan Interval { get; init; }
}
