namespace Airflow.Engine.Backfills;

/// <summary>The backfill that a run belongs to.</summary>
/// <param name="Backfill">The backfill.</param>
/// <param name="SortOrdinal">The place of the run in it, from 1.</param>
/// <param name="RunningRuns">How many of its runs are running.</param>
public sealed record RunBackfill(Backfill Backfill, int SortOrdinal, int RunningRuns);
