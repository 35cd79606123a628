using Airflow.Engine.Dags;
using Airflow.Engine.Runs;

namespace Airflow.Engine.Timetables;

/// <summary>
/// When a DAG runs: its timetable within its bounds. The scheduler asks <see cref="Next"/> with the last automated (scheduled or
/// backfill) run each time it has made one, and when a DAG version arrives.
/// </summary>
public sealed class DagSchedule(ITimetable timetable, TimeRestriction restriction)
{
    public ITimetable Timetable { get; } = timetable;

    public TimeRestriction Restriction { get; } = restriction;

    /// <summary>The schedule of a DAG version.</summary>
    /// <exception cref="TimetableException">The timetable is not known here, or not valid.</exception>
    public static DagSchedule Of(DagGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var tasks = Enumerable.Range(0, graph.Count).Select(graph.Settings).Select(task => (task.StartDate, task.EndDate)).ToArray();
        return new DagSchedule(
            TimetableFactory.Of(graph.Dag.Timetable),
            TimeRestriction.Of(graph.Dag.StartDate, graph.Dag.EndDate, graph.Dag.Catchup ?? false, tasks));
    }

    /// <summary>What a timetable continues from.</summary>
    public static DagRunInfo? InfoOf(DagRun? run) => run is null ? null : new DagRunInfo(
        run.RunAfter,
        run is { DataIntervalStart: { } start, DataIntervalEnd: { } end } ? new DataInterval(start, end) : null,
        run.PartitionDate,
        run.PartitionKey);

    /// <summary>The next run to make; null when there is none to be made by the clock.</summary>
    public DagRunInfo? Next(DagRunInfo? lastAutomatedRun, DateTimeOffset now) => Timetable.NextDagRunInfo(lastAutomatedRun, Restriction, now);

    /// <summary>The runs whose logical date, or partition date, lies within a window; for backfills.</summary>
    public IEnumerable<DagRunInfo> Between(DateTimeOffset earliest, DateTimeOffset latest, DateTimeOffset now) => Timetable.IsPartitioned
        ? Partitions(earliest, latest)
        : Follow(new TimeRestriction(earliest, latest, Catchup: true), now);

    /// <summary>The runs of the partitions within a window.</summary>
    /// <exception cref="TimetableException">The timetable has no partitions, or they come from events and cannot be listed.</exception>
    public IEnumerable<DagRunInfo> Partitions(DateTimeOffset earliest, DateTimeOffset latest) => Timetable is CronPartitionTimetable partitioned
        ? partitioned.Partitions(earliest, latest)
        : throw new TimetableException(TimetableException.NotSupported, $"The partitions of {Timetable.TypeName} cannot be listed.");

    private IEnumerable<DagRunInfo> Follow(TimeRestriction window, DateTimeOffset now)
    {
        DagRunInfo? last = null;
        // A timetable that follows the clock gives the same run again while the clock stands.
        while (Timetable.NextDagRunInfo(last, window, now) is { } run && run != last)
        {
            last = run;
            yield return run;
        }
    }
}
