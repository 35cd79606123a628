using Airflow.Engine.Timetables;

namespace Airflow.Runtime.Parsing;

/// <summary>Calls the code of timetables that authors wrote, in a parse child.</summary>
internal static class TimetableCall
{
    /// <summary>Asks for a first run, as the scheduler will; what the code throws passes through.</summary>
    public static void Try(Dag dag)
    {
        if (dag.Schedule.Timetable is CustomTimetable timetable)
        {
            DateTimeOffset? start = dag.StartDate is { } date ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)) : null;
            Check(timetable.NextDagRun(null, new ScheduleBounds(start, null, dag.Catchup ?? false), TimeProvider.System.GetUtcNow()), null);
        }
    }

    public static TimetableAnswer Ask(IReadOnlyList<Dag> dags, TimetableQuestion question)
    {
        if (dags.FirstOrDefault(dag => dag.DagId == question.DagId)?.Schedule.Timetable is not CustomTimetable timetable)
        {
            throw new TimetableException(TimetableException.Failed, $"DAG '{question.DagId}' has no timetable of its own in this version of its file.");
        }

        if (question.IsManual)
        {
            var interval = timetable.InferManualDataInterval(question.Now);
            return new TimetableAnswer(null, interval.Start.ToUniversalTime(), interval.End.ToUniversalTime());
        }

        var last = question is { LastStart: { } start, LastEnd: { } end } ? new DataInterval(start, end) : (DataInterval?)null;
        var run = timetable.NextDagRun(last, new ScheduleBounds(question.Earliest, question.Latest, question.Catchup), question.Now);
        Check(run, last);
        return new TimetableAnswer(run?.RunAfter.ToUniversalTime(), run?.DataInterval.Start.ToUniversalTime(), run?.DataInterval.End.ToUniversalTime());
    }

    /// <summary>A timetable that stands still would make runs for ever.</summary>
    private static void Check(ScheduledRun? run, DataInterval? last)
    {
        if (run is not null && run.DataInterval.End < run.DataInterval.Start)
        {
            throw new TimetableException(TimetableException.Invalid, $"The timetable gives a run whose interval ends ({run.DataInterval.End:O}) before it starts ({run.DataInterval.Start:O}).");
        }

        if (run is not null && last is { } before && run.DataInterval.Start <= before.Start)
        {
            throw new TimetableException(TimetableException.Stalled, $"The timetable gives a run at {run.DataInterval.Start:O}, which is not after the last one at {before.Start:O}.");
        }
    }
}
