namespace Airflow.Engine.Timetables;

/// <summary>One run, at the start date or at once.</summary>
public sealed class OnceTimetable : TrivialTimetable
{
    public override string Summary => "@once";

    public override string Description => "Once, as soon as possible";

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var runAfter = restriction.Earliest ?? now;
        return lastAutomatedRun?.DataInterval is not null || runAfter > restriction.Latest ? null : DagRunInfo.Exact(runAfter);
    }
}
