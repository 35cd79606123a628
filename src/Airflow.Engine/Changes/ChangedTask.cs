namespace Airflow.Engine.Changes;

/// <summary>A task instance as it stands after a change; a state of null is none yet.</summary>
public sealed record ChangedTask(
    string DagId, string RunId, string TaskId, int MapIndex, int TryNumber, string? State, DateTimeOffset? StartDate, DateTimeOffset? EndDate, DateTimeOffset UpdatedAt);
