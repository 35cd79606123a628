namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a time to the month that it lies in.</summary>
public sealed class StartOfMonthMapper(TemporalMapperOptions? options = null)
    : TemporalMapper(PartitionPeriod.Month, "%Y-%m", options ?? TemporalMapperOptions.Default);
