namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The seven days of a week.</summary>
public sealed class WeekWindow(string? direction = null) : TemporalWindow(direction)
{
    protected override int Count(DateTime start, bool isBackward) => 7;

    protected override DateTime Step(DateTime first, int number) => first.AddDays(number);
}
