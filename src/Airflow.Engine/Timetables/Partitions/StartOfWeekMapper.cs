namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a time to the ISO week, by its Monday, that it lies in.</summary>
public sealed class StartOfWeekMapper(TemporalMapperOptions? options = null)
    : TemporalMapper(PartitionPeriod.Week, "%Y-%m-%d (W%V)", options ?? TemporalMapperOptions.Default);
