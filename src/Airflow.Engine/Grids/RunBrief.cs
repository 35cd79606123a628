namespace Airflow.Engine.Grids;

/// <summary>A run as a bar shows it.</summary>
public sealed record RunBrief(
    int Id, string DagId, string RunId, DateTimeOffset? LogicalDate, DateTimeOffset RunAfter, DateTimeOffset? StartDate, DateTimeOffset? EndDate, string State)
{
    /// <summary>Seconds; null while it has not ended.</summary>
    public double? Duration => StartDate is { } start && EndDate is { } end ? (end - start).TotalSeconds : null;
}
