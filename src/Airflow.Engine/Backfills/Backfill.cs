namespace Airflow.Engine.Backfills;

/// <summary>A row of backfill: runs made on request for a span of dates.</summary>
public sealed record Backfill
{
    /// <summary>What max_active_runs is when nobody says.</summary>
    public const int DefaultMaxActiveRuns = 10;

    /// <summary>Database key; 0 before it is stored.</summary>
    public int Id { get; init; }
    public required string DagId { get; init; }
    public required DateTimeOffset FromDate { get; init; }
    public required DateTimeOffset ToDate { get; init; }
    /// <summary>JSON object that its runs get as their conf; null: none was given.</summary>
    public string? DagRunConf { get; init; }
    /// <summary>Its queued runs stay queued; what runs goes on.</summary>
    public bool IsPaused { get; init; }
    public required ReprocessBehavior ReprocessBehavior { get; init; }
    /// <summary>How many of its runs may run at a time, whatever the limit of the DAG is.</summary>
    public int MaxActiveRuns { get; init; } = DefaultMaxActiveRuns;
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>All its runs had ended, or it was cancelled.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public string? TriggeringUserName { get; init; }
}
