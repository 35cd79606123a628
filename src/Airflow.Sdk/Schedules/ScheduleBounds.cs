namespace Airflow;

/// <summary>When a DAG may have runs; both bounds are inclusive.</summary>
/// <param name="Earliest">No run before it: the DAG's start date; <see langword="null"/> if it has none.</param>
/// <param name="Latest">No run after it: the DAG's end date; <see langword="null"/> if it has none.</param>
/// <param name="Catchup">Whether runs that were missed in the past are made, too.</param>
public sealed record ScheduleBounds(DateTimeOffset? Earliest, DateTimeOffset? Latest, bool Catchup);
