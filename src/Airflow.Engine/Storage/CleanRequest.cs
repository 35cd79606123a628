namespace Airflow.Engine.Storage;

/// <summary>Which old rows are to go.</summary>
public sealed record CleanRequest
{
    /// <summary>Rows older than this are old.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>The tables; null for all that can be cleaned.</summary>
    public IReadOnlyCollection<string>? Tables { get; init; }

    /// <summary>Only count.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The last run of every DAG that was not started by hand stays.</summary>
    public bool KeepLastRun { get; init; } = true;

    /// <summary>Only rows of these DAGs; null for all.</summary>
    public IReadOnlyCollection<string>? DagIds { get; init; }

    /// <summary>No rows of these DAGs.</summary>
    public IReadOnlyCollection<string>? ExcludeDagIds { get; init; }

    /// <summary>Rows that go in one commit.</summary>
    public int BatchSize { get; init; } = 2000;

    /// <summary>Ends the names of the tables into which the rows are moved; null to delete them for good.</summary>
    public string? ArchiveSuffix { get; init; }

    /// <summary>Tables whose rows belong to no DAG are left alone then.</summary>
    public bool IsOfSomeDags => DagIds is not null || ExcludeDagIds is not null;
}
