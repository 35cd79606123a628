namespace Airflow.Engine.Timetables;

/// <summary>A timetable whose runs are about partitions.</summary>
public interface IPartitionedTimetable : ITimetable
{
    /// <summary>The time that a key stands for; null when it stands for none. Throws when the key does not have the form of this timetable.</summary>
    DateTimeOffset? ResolvePartitionDate(string partitionKey);

    /// <summary>The instant at which a clock in the zone of this timetable shows this.</summary>
    DateTimeOffset ToPartitionDate(DateTime local) => new(DateTime.SpecifyKind(local, DateTimeKind.Utc));
}
