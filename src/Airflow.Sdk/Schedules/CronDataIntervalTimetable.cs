namespace Airflow;

/// <summary>For every span between two ticks of a cron expression, at the end of it; the run's logical date is the span's start.</summary>
/// <param name="Expression">Cron expression of five to seven fields, or a preset such as <c>@daily</c>.</param>
/// <param name="Timezone">IANA name of the zone the expression is meant in; <see langword="null"/> is the DAG's.</param>
public sealed record CronDataIntervalTimetable(string Expression, string? Timezone = null) : Timetable;
