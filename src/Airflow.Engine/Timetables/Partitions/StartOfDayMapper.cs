namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a time to the day that it lies in.</summary>
public sealed class StartOfDayMapper(TemporalMapperOptions? options = null)
    : TemporalMapper(PartitionPeriod.Day, "%Y-%m-%d", options ?? TemporalMapperOptions.Default);
