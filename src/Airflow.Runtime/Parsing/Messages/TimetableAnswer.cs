namespace Airflow.Runtime.Parsing;

/// <summary>A run, or an interval, that a timetable answered; without dates: there is none.</summary>
internal sealed record TimetableAnswer(DateTimeOffset? RunAfter, DateTimeOffset? Start, DateTimeOffset? End);
