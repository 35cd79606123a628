namespace Airflow;

/// <summary>Never by itself: the DAG runs only when it is triggered.</summary>
public sealed record NullTimetable : Timetable;
