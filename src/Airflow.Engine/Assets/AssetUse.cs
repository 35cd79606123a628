namespace Airflow.Engine.Assets;

/// <summary>A place where a DAG names an asset: its schedule, or an inlet or outlet of a task.</summary>
/// <param name="DagId">The DAG.</param>
/// <param name="TaskId">The task; null in the schedule.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="UpdatedAt">When it was seen last to have changed.</param>
public sealed record AssetUse(string DagId, string? TaskId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
