using Airflow.Engine.Dags;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Scheduling;

/// <summary>The next_dagrun columns of a DAG.</summary>
public static class NextRuns
{
    /// <summary>What is stored of the run that the timetable asks for next; all null when there is none.</summary>
    public static NextDagRun Columns(DagRunInfo? next) => next is null
        ? new NextDagRun(null, null, null, null)
        : new NextDagRun(next.LogicalDate, next.DataInterval?.Start, next.DataInterval?.End, next.RunAfter);

    /// <summary>The columns of a DAG that was just parsed.</summary>
    /// <exception cref="TimetableException">The timetable is not known here, or not valid.</exception>
    public static NextDagRun First(SerializedDag document, DateTimeOffset now) => document.BuildTimetable() is CodeTimetable
        ? ToBeAsked(now)
        : Columns(DagSchedule.Of(DagGraph.Build(document)).Next(null, now));

    /// <summary>Of a timetable that is code: due at once, and without an interval, so that the scheduler has it asked.</summary>
    public static NextDagRun ToBeAsked(DateTimeOffset now) => new(null, null, null, now);
}
