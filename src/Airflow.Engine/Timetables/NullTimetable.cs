namespace Airflow.Engine.Timetables;

/// <summary>Never makes a run; runs are triggered.</summary>
public class NullTimetable : TrivialTimetable
{
    public override string Summary => "None";

    public override string Description => "Never, external triggers only";

    public override bool CanBeScheduled => false;

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now) => null;
}
