namespace Airflow.Engine.Runs;

/// <summary>What clearing instances makes of their run.</summary>
/// <param name="State">The state after it.</param>
/// <param name="ClearsStartDate">The run starts anew, so its start is forgotten.</param>
/// <param name="CountsAsClear">The run's clear number goes up.</param>
public readonly record struct ClearedRun(RunState State, bool ClearsStartDate, bool CountsAsClear)
{
    /// <summary>Clears.</summary>
    /// <param name="from">The run's state.</param>
    /// <param name="wanted">The state that a run which has ended is to get; null leaves the run alone.</param>
    public static ClearedRun Of(RunState from, RunState? wanted)
    {
        var state = wanted is { } target && from.IsFinished() ? target : from;
        return new ClearedRun(state, state == RunState.Queued, wanted is not null);
    }
}
