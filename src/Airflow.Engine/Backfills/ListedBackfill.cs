namespace Airflow.Engine.Backfills;

/// <summary>A backfill as lists show it.</summary>
/// <param name="Backfill">The backfill.</param>
/// <param name="DagDisplayName">What people call its DAG; null: its id, or the DAG is gone.</param>
public sealed record ListedBackfill(Backfill Backfill, string? DagDisplayName);
