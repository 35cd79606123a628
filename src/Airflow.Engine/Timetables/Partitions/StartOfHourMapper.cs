namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a time to the hour that it lies in.</summary>
public sealed class StartOfHourMapper(TemporalMapperOptions? options = null)
    : TemporalMapper(PartitionPeriod.Hour, "%Y-%m-%dT%H", options ?? TemporalMapperOptions.Default);
