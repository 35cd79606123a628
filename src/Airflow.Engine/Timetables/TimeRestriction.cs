namespace Airflow.Engine.Timetables;

/// <summary>When a DAG may have runs; both bounds are inclusive.</summary>
/// <param name="Earliest">No run before it.</param>
/// <param name="Latest">No run after it.</param>
/// <param name="Catchup">Runs missed in the past are made too.</param>
public sealed record TimeRestriction(DateTimeOffset? Earliest, DateTimeOffset? Latest, bool Catchup)
{
    /// <summary>
    /// The bounds that a DAG hands to its timetable. A task's own dates lie within those of its DAG, so they count only where the DAG has
    /// none: the earliest start of all tasks, and the latest end when every task has one.
    /// </summary>
    public static TimeRestriction Of(
        DateTimeOffset? dagStart,
        DateTimeOffset? dagEnd,
        bool catchup,
        IReadOnlyCollection<(DateTimeOffset? Start, DateTimeOffset? End)> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var earliest = dagStart ?? tasks.Min(task => task.Start);
        var latest = dagEnd ?? (tasks.All(task => task.End is not null) ? tasks.Max(task => task.End) : null);
        return new TimeRestriction(earliest, latest, catchup);
    }
}
