namespace Airflow.Engine.Backfills;

/// <summary>What somebody asks when making a backfill, or when asking what it would make.</summary>
public sealed record BackfillRequest
{
    public required string DagId { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    /// <summary>The latest date runs first.</summary>
    public bool RunBackwards { get; init; }
    /// <summary>JSON object; null: none, and runs that are made anew have an empty one.</summary>
    public string? Conf { get; init; }
    public ReprocessBehavior ReprocessBehavior { get; init; }
    public int MaxActiveRuns { get; init; } = Backfill.DefaultMaxActiveRuns;
    /// <summary>Runs that are there already run the latest version of the DAG instead of theirs; null: as the DAG or the configuration says.</summary>
    public bool? OnLatestVersion { get; init; }
    public string? User { get; init; }
}
