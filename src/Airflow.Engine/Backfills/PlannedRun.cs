using Airflow.Engine.Runs;

namespace Airflow.Engine.Backfills;

/// <summary>What a backfill does for one of its dates.</summary>
/// <param name="Run">The run to make, or the one that is there already.</param>
/// <param name="IsReprocessed">The run is there and runs again.</param>
/// <param name="ExceptionReason">Why nothing is done: one of <see cref="BackfillReasons"/>; null: something is.</param>
public sealed record PlannedRun(DagRun Run, bool IsReprocessed, string? ExceptionReason)
{
    /// <summary>The run is made, or runs again.</summary>
    public bool IsAttempted => ExceptionReason is null;
}
