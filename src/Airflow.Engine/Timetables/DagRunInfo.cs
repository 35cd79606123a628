namespace Airflow.Engine.Timetables;

/// <summary>A run that a timetable asks for, or that was made for it.</summary>
/// <param name="RunAfter">The earliest time the run is made.</param>
/// <param name="DataInterval">What the run is about; null for runs of a partition.</param>
/// <param name="PartitionDate">The time that the partition stands for.</param>
/// <param name="PartitionKey">The partition's name.</param>
public sealed record DagRunInfo(
    DateTimeOffset RunAfter,
    DataInterval? DataInterval,
    DateTimeOffset? PartitionDate = null,
    string? PartitionKey = null)
{
    /// <summary>The start of the data interval.</summary>
    public DateTimeOffset? LogicalDate => DataInterval?.Start;

    /// <summary>A run about one moment.</summary>
    public static DagRunInfo Exact(DateTimeOffset at) => Interval(at, at);

    /// <summary>A run at the end of its interval.</summary>
    public static DagRunInfo Interval(DateTimeOffset start, DateTimeOffset end) => new(end, new DataInterval(start, end));
}
