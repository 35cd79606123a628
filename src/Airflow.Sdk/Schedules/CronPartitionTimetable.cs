namespace Airflow;

/// <summary>At every tick of a cron expression; each run is about the partition of a tick, by its key, and has no logical date.</summary>
/// <param name="Expression">Cron expression of five to seven fields, or a preset such as <c>@daily</c>.</param>
/// <param name="Timezone">IANA name of the zone the expression is meant in; <see langword="null"/> is the DAG's.</param>
public sealed record CronPartitionTimetable(string Expression, string? Timezone = null) : Timetable
{
    /// <summary>How many ticks after that of the run its partition lies; negative is before.</summary>
    /// <value>Default: none, the partition of the tick itself.</value>
    public int? RunOffset { get; init; }

    /// <summary>How a partition's key is written, in the directives of Python's <c>strftime</c>.</summary>
    /// <value>Default: <c>%Y-%m-%dT%H:%M:%S</c>.</value>
    public string KeyFormat { get; init; } = "%Y-%m-%dT%H:%M:%S";

    /// <summary>Without catch-up: how long after a past tick the first run may still be made for it; <see langword="null"/> lets Airflow decide.</summary>
    /// <value>Default: a tenth of the time between two ticks, at least five minutes.</value>
    public TimeSpan? RunImmediately { get; init; }
}
