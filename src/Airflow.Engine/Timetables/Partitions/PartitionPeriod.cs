namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The periods that keys of time are normalised to.</summary>
public enum PartitionPeriod
{
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}
