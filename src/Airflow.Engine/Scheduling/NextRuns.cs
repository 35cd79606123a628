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

    /// <summary>When the next runs are made: none of a timetable that is code, or that waits for assets.</summary>
    /// <param name="document">The DAG.</param>
    /// <param name="first">The first of them, where it is known already; null: that of a DAG that is new.</param>
    /// <param name="now">The time.</param>
    /// <param name="most">So many at most.</param>
    /// <exception cref="TimetableException">The timetable is not known here, or not valid.</exception>
    public static IReadOnlyList<DateTimeOffset> Following(SerializedDag document, NextDagRun? first, DateTimeOffset now, int most)
    {
        if (document.BuildTimetable() is CodeTimetable)
        {
            return [];
        }

        var schedule = DagSchedule.Of(DagGraph.Build(document));
        var next = first?.CreateAfter is { } at
            ? new DagRunInfo(at, first is { DataIntervalStart: { } start, DataIntervalEnd: { } end } ? new DataInterval(start, end) : null)
            : schedule.Next(null, now);
        List<DateTimeOffset> runs = [];
        while (next is not null && runs.Count < most)
        {
            runs.Add(next.RunAfter);
            var following = schedule.Next(next, now);
            next = following == next ? null : following;
        }

        return runs;
    }

    /// <summary>Of a timetable that is code: due at once, and without an interval, so that the scheduler has it asked.</summary>
    public static NextDagRun ToBeAsked(DateTimeOffset now) => new(null, null, null, now);
}
