namespace Airflow.Engine.Runs;

/// <summary>Which runs a listing wants; null means any.</summary>
public sealed record RunFilter
{
    public string? DagId { get; init; }
    public string? RunId { get; init; }
    public IReadOnlyCollection<RunState>? States { get; init; }
    public DateTimeOffset? LogicalDateFrom { get; init; }
    public DateTimeOffset? LogicalDateTo { get; init; }
    public DateTimeOffset? LogicalDate { get; init; }
    public RunType? RunType { get; init; }
    public int? Limit { get; init; }
    /// <summary>Newest first (by run_after, then id) when true.</summary>
    public bool NewestFirst { get; init; } = true;
}
