namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The sixty minutes of an hour.</summary>
public sealed class HourWindow(string? direction = null) : TemporalWindow(direction)
{
    protected override int Count(DateTime start, bool isBackward) => 60;

    protected override DateTime Step(DateTime first, int number) => first.AddMinutes(number);
}
