using Airflow.Engine.Runs;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>Which run counts as the one before.</summary>
public static class PreviousRuns
{
    /// <summary>The run with the latest logical date before this one; with catchup, manual runs do not count.</summary>
    public static DagRun? Of(DagRun run, IEnumerable<DagRun> runs, bool catchup)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.LogicalDate is null ? null : runs
            .Where(other => other.LogicalDate < run.LogicalDate && !(catchup && other.RunType == RunType.Manual))
            .MaxBy(other => other.LogicalDate);
    }
}
