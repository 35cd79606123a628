using System.Globalization;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>What a partition key stands for: the start of a period on a wall clock, or just its text.</summary>
public readonly record struct PartitionValue(string? Text, PythonDate? Date)
{
    public static PartitionValue Of(string text) => new(text, null);

    public static PartitionValue Of(DateTime local) => new(null, new PythonDate(local, null));

    public override string ToString() => Text ?? Date?.Local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}
