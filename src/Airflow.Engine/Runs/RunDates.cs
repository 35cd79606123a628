namespace Airflow.Engine.Runs;

/// <summary>The dates of a run that follow from its state.</summary>
public readonly record struct RunDates(DateTimeOffset? QueuedAt, DateTimeOffset? StartDate, DateTimeOffset? EndDate)
{
    /// <summary>The dates once the state has changed; a new run comes from no state.</summary>
    public RunDates After(RunState? from, RunState to, DateTimeOffset now)
    {
        if (from == to)
        {
            return to == RunState.Queued ? this with { QueuedAt = now } : this;
        }
        return to switch
        {
            RunState.Queued => new RunDates(now, null, null),
            // A run that had ended starts anew.
            RunState.Running => this with { StartDate = from?.IsFinished() == true ? now : StartDate ?? now, EndDate = null },
            _ => from?.IsFinished() == true ? this : this with { EndDate = now },
        };
    }
}
