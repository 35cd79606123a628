namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The keys that a partition key maps to.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="IsSingle">The mapping gives one key always, not a list that happens to have one.</param>
public sealed record PartitionKeys(IReadOnlyList<string> Keys, bool IsSingle)
{
    public static PartitionKeys Single(string key) => new([key], true);
}
