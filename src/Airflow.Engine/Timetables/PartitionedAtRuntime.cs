namespace Airflow.Engine.Timetables;

/// <summary>Never makes a run; whoever triggers one, or a task of it, names the partition.</summary>
public sealed class PartitionedAtRuntime : NullTimetable
{
    public override string Summary => nameof(PartitionedAtRuntime);

    public override string Description => "Never, partition key(s) set at runtime";

    public override bool IsPartitionedAtRuntime => true;
}
