namespace Airflow.Engine.Timetables;

/// <summary>One run after the other, each about the time since the last one.</summary>
public sealed class ContinuousTimetable : TrivialTimetable
{
    public override string Summary => "@continuous";

    public override string Description => "As frequently as possible, but only one run at a time.";

    public override int? ActiveRunsLimit => 1;

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var first = restriction.Earliest ?? now;
        var (start, end) = lastAutomatedRun?.DataInterval switch
        {
            null => (first, Later(first, now)),
            // The start date has moved back since a run about the future was made.
            { } last when last.End > now => (first, first + last.Length),
            { } last => (last.End, now),
        };
        return end > restriction.Latest ? null : DagRunInfo.Interval(start, end);
    }
}
