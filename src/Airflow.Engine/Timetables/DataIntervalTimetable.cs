namespace Airflow.Engine.Timetables;

/// <summary>A schedule of intervals that follow each other; a run starts when its interval has ended.</summary>
public abstract class DataIntervalTimetable(IScheduleTicks ticks) : Timetable("interval")
{
    protected IScheduleTicks Ticks { get; } = ticks;

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var earliest = restriction.Earliest;
        if (!restriction.Catchup)
        {
            earliest = SkipToLatest(earliest, now);
        }
        else if (earliest is not null)
        {
            earliest = Ticks.AlignToNext(earliest.Value);
        }
        var start = lastAutomatedRun?.DataInterval is { } last ? StartAfter(last, earliest) : earliest;
        return start is null || start > restriction.Latest
            ? null
            : DagRunInfo.Interval(start.Value, Ticks.Next(start.Value));
    }

    /// <summary>The start of the interval that is due, or over, without catchup; never before the earliest.</summary>
    protected abstract DateTimeOffset SkipToLatest(DateTimeOffset? earliest, DateTimeOffset now);

    private DateTimeOffset StartAfter(DataInterval last, DateTimeOffset? earliest)
    {
        // The schedule may have changed since the last run, so its end need not be a tick.
        var start = Ticks.AlignToPrevious(last.End);
        if (earliest is not null)
        {
            start = Later(start, earliest.Value);
        }
        if (start > last.Start)
        {
            return start;
        }
        // Aligning to a coarser schedule has led back to the last run: its logical date is taken, so go one further.
        start = Ticks.Next(start);
        return start > last.Start
            ? start
            : throw new TimetableException(TimetableException.Stalled, $"The ticks of {TypeName} ({Summary}) do not advance past {last.Start:O}.");
    }
}
