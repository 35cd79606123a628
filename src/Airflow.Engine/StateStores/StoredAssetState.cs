namespace Airflow.Engine.StateStores;

/// <summary>A value that is kept about an asset, as lists show it; the value is JSON.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">JSON.</param>
/// <param name="UpdatedAt">When it was written.</param>
/// <param name="WriterKind">Who wrote it: task, watcher or api; null when that is not known.</param>
/// <param name="DagId">Of the task that wrote it.</param>
/// <param name="RunId">Of the task that wrote it.</param>
/// <param name="TaskId">The task that wrote it.</param>
/// <param name="MapIndex">Of the task that wrote it.</param>
public sealed record StoredAssetState(
    string Key, string Value, DateTimeOffset UpdatedAt, string? WriterKind, string? DagId, string? RunId, string? TaskId, int? MapIndex);
