namespace Airflow;

/// <summary>At every tick of any of several cron expressions; a moment in which two of them tick makes one run.</summary>
/// <param name="Expressions">Cron expressions; at least one.</param>
/// <param name="Timezone">IANA name of the zone the expressions are meant in; <see langword="null"/> is the DAG's.</param>
public sealed record MultipleCronTriggerTimetable(IReadOnlyList<string> Expressions, string? Timezone = null) : Timetable
{
    /// <inheritdoc cref="CronTriggerTimetable.Interval"/>
    public TimeSpan Interval { get; init; }

    /// <inheritdoc cref="CronTriggerTimetable.RunImmediately"/>
    public TimeSpan? RunImmediately { get; init; }
}
