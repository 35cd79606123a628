namespace Airflow.Engine.Timetables;

/// <summary>Where the code of a timetable is: the DAG that has it, and its file in a version of the code.</summary>
public sealed record CodeTimetableSource(string DagId, string BundleVersion, string RelativeFileLocation);
