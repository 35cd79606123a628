namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The days of a month; backward, the days after the first of the month before, up to the first.</summary>
public sealed class MonthWindow(string? direction = null) : TemporalWindow(direction)
{
    protected override bool NeedsFirstDay => true;

    protected override int Count(DateTime start, bool isBackward) =>
        isBackward ? (start - start.AddMonths(-1)).Days : (start.AddMonths(1) - start).Days;

    protected override DateTime Step(DateTime first, int number) => first.AddDays(number);

    protected override DateTime FirstBackward(DateTime start) => start.AddMonths(-1).AddDays(1);
}
