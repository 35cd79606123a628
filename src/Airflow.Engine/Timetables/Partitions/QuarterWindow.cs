namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The three months of a quarter.</summary>
public sealed class QuarterWindow(string? direction = null) : TemporalWindow(direction)
{
    protected override bool NeedsFirstDay => true;

    protected override int Count(DateTime start, bool isBackward) => 3;

    protected override DateTime Step(DateTime first, int number) => first.AddMonths(number);
}
