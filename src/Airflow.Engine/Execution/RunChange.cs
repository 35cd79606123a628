using Airflow.Engine.Runs;

namespace Airflow.Engine.Execution;

/// <summary>A transition of a run, a compare-and-set on (id, from-state). Ending one also ends its lease.</summary>
public sealed record RunChange(int DagRunId, RunState From, RunState To, DateTimeOffset At)
{
    /// <summary>Why it ended, for its callbacks.</summary>
    public string? Reason { get; init; }

    /// <summary>When set, the run goes on with this code; the state need not change for that.</summary>
    public RunVersion? Version { get; init; }
}
