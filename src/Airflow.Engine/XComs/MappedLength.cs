namespace Airflow.Engine.XComs;

/// <summary>A row of task_map: how many instances a mapped downstream task gets from this result.</summary>
public sealed record MappedLength(string TaskId, int MapIndex, int Length, string? Keys);
