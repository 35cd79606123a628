namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps a time to the quarter that it lies in.</summary>
public sealed class StartOfQuarterMapper(TemporalMapperOptions? options = null)
    : TemporalMapper(PartitionPeriod.Quarter, "%Y-Q{quarter}", options ?? TemporalMapperOptions.Default);
