namespace Airflow.Engine.Timetables;

/// <summary>A schedule of moments at which a run starts; the data interval before it has a length of its own, by default none.</summary>
public abstract class TriggerTimetable(IScheduleTicks ticks, ScheduleDelta interval) : Timetable("trigger")
{
    protected IScheduleTicks Ticks { get; } = ticks;

    protected ScheduleDelta Interval { get; } = interval;

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter) => new(Interval.SubtractFrom(runAfter), runAfter);

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        return NextTick(lastAutomatedRun?.DataInterval?.End, restriction, now) is { } tick
            ? DagRunInfo.Interval(Interval.SubtractFrom(tick), tick)
            : null;
    }

    /// <summary>When the next run starts, given the tick of the last one.</summary>
    protected DateTimeOffset? NextTick(DateTimeOffset? lastTick, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        DateTimeOffset tick;
        if (restriction.Catchup)
        {
            tick = lastTick is { } last ? Ticks.Next(last)
                : restriction.Earliest is { } earliest ? Ticks.AlignToNext(earliest)
                : FirstRun(now);
        }
        else
        {
            tick = Ticks.AlignToPrevious(now);
            if (lastTick is { } last)
            {
                tick = Later(tick, Ticks.Next(last));
            }
            else if (restriction.Earliest is null)
            {
                tick = Later(tick, FirstRun(now));
            }
            if (restriction.Earliest is { } earliest)
            {
                tick = Later(tick, Ticks.AlignToNext(earliest));
            }
        }
        return restriction.Latest < tick ? null : tick;
    }

    /// <summary>The first run of a DAG without a start date.</summary>
    protected abstract DateTimeOffset FirstRun(DateTimeOffset now);
}
