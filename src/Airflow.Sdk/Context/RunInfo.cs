namespace Airflow;

/// <summary>Another run of a DAG, as a task sees it.</summary>
/// <param name="RunId">Its id.</param>
public sealed record RunInfo(string RunId)
{
    /// <summary>Its state: <c>queued</c>, <c>running</c>, <c>success</c> or <c>failed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Its logical date, in UTC; <see langword="null"/> if it has none.</summary>
    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>The span it is about; <see langword="null"/> if it has none.</summary>
    public DataInterval? DataInterval { get; init; }

    /// <summary>When it started, in UTC.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    public DateTimeOffset? EndDate { get; init; }
}
