using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

/// <summary>What becomes of an instance whose try has ended.</summary>
/// <param name="State">Its state.</param>
/// <param name="IsNewTry">It goes on under a new id, so that the old try cannot report any more.</param>
/// <param name="MaxTries">So many tries are there now: one that was given back costs none.</param>
/// <param name="RetryDelay">Seconds until the next try; null: as the task says.</param>
public readonly record struct EndedTry(TaskState State, bool IsNewTry, int MaxTries, double? RetryDelay)
{
    /// <param name="from">Queued, running, or restarting.</param>
    /// <param name="tryNumber">The number of the try.</param>
    /// <param name="maxTries">Tries that it may have.</param>
    /// <param name="outcome">What was reported.</param>
    public static EndedTry Of(TaskState from, int tryNumber, int maxTries, TryOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.State switch
        {
            // cleared while it ran: whoever cleared it waits for the next try, and whatever this one came to does not count
            _ when from == TaskState.Restarting => new EndedTry(TaskState.UpForRetry, true, maxTries, 0),
            TaskState.None => new EndedTry(TaskState.None, true, maxTries + 1, null),
            TaskState.UpForRetry when tryNumber > maxTries => new EndedTry(TaskState.Failed, false, maxTries, outcome.RetryDelayOverride),
            var state => new EndedTry(state, state == TaskState.UpForRetry, maxTries, outcome.RetryDelayOverride),
        };
    }
}
