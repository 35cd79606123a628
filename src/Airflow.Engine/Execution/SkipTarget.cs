namespace Airflow.Engine.Execution;

/// <summary>A downstream task that a finished task tells to be skipped; map index -1 when it is not mapped.</summary>
public readonly record struct SkipTarget(string TaskId, int MapIndex = -1);
