namespace Airflow;

/// <summary>At every tick of a cron expression; the run's logical date is the tick itself.</summary>
/// <param name="Expression">Cron expression of five to seven fields, or a preset such as <c>@daily</c>.</param>
/// <param name="Timezone">IANA name of the zone the expression is meant in; <see langword="null"/> is the DAG's.</param>
public sealed record CronTriggerTimetable(string Expression, string? Timezone = null) : Timetable
{
    /// <summary>Length of the data interval, which ends at the tick.</summary>
    /// <value>Default: zero, an interval without length.</value>
    public TimeSpan Interval { get; init; }

    /// <summary>Without catch-up: how long after a past tick the first run may still be made for it; <see langword="null"/> lets Airflow decide.</summary>
    /// <value>Default: a tenth of the time between two ticks, at least five minutes.</value>
    public TimeSpan? RunImmediately { get; init; }
}
