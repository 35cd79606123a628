namespace Airflow.Engine.Changes;

/// <summary>A run as it stands after a change.</summary>
public sealed record ChangedRun(
    int Id, string DagId, string RunId, string State, DateTimeOffset? LogicalDate, DateTimeOffset RunAfter, DateTimeOffset? StartDate, DateTimeOffset? EndDate);
