namespace Airflow.Engine.Timetables.Partitions;

/// <summary>How a mapper of times reads and writes keys.</summary>
/// <param name="Zone">The zone of the wall clock.</param>
/// <param name="InputFormat">The form of upstream keys.</param>
/// <param name="OutputFormat">The form of downstream keys; null for the period's own.</param>
/// <param name="MaxDownstreamKeys">The most keys that one key may map to.</param>
public sealed record TemporalMapperOptions(ScheduleZone Zone, string InputFormat, string? OutputFormat, int? MaxDownstreamKeys)
{
    public static TemporalMapperOptions Default { get; } = new(ScheduleZone.Utc, TemporalMapper.DefaultInputFormat, null, null);
}
