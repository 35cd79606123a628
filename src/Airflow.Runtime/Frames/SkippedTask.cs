namespace Airflow.Runtime.Frames;

/// <summary>A task that a branch skips: all of it, or one map index.</summary>
internal readonly record struct SkippedTask(string TaskId, int? MapIndex = null);
