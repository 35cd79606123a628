namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The twelve months of a year.</summary>
public sealed class YearWindow(string? direction = null) : TemporalWindow(direction)
{
    protected override bool NeedsFirstDay => true;

    protected override int Count(DateTime start, bool isBackward) => 12;

    protected override DateTime Step(DateTime first, int number) => first.AddMonths(number);
}
