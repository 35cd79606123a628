namespace Airflow.Engine.Timetables;

/// <summary>A timetable whose runs are about partitions.</summary>
public interface IPartitionedTimetable : ITimetable
{
    /// <summary>The time that a key stands for; null when it stands for none. Throws when the key does not have the form of this timetable.</summary>
    DateTimeOffset? ResolvePartitionDate(string partitionKey);
}
