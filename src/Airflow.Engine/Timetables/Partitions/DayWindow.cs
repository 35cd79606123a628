namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The twenty-four hours of a day.</summary>
public sealed class DayWindow(string? direction = null) : TemporalWindow(direction)
{
    protected override int Count(DateTime start, bool isBackward) => 24;

    protected override DateTime Step(DateTime first, int number) => first.AddHours(number);
}
