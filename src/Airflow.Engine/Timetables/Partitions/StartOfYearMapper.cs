namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a time to the year that it lies in.</summary>
public sealed class StartOfYearMapper(TemporalMapperOptions? options = null)
    : TemporalMapper(PartitionPeriod.Year, "%Y", options ?? TemporalMapperOptions.Default);
