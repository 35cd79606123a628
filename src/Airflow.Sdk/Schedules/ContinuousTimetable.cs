namespace Airflow;

/// <summary>Again as soon as the last run has ended, one at a time; written <c>@continuous</c>.</summary>
public sealed record ContinuousTimetable : Timetable;
