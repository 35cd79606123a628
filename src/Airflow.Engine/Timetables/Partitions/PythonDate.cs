namespace Airflow.Engine.Timetables.Partitions;

/// <summary>A parsed date: a wall-clock time, with its offset from UTC when the text told one.</summary>
public readonly record struct PythonDate(DateTime Local, TimeSpan? Offset);
