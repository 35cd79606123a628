namespace Airflow;

/// <summary>For spans of a fixed length, at the end of each; the run's logical date is the span's start.</summary>
/// <param name="Delta">Length of a span; more than zero.</param>
public sealed record DeltaDataIntervalTimetable(TimeSpan Delta) : Timetable;
