namespace Airflow;

/// <summary>Decides by the error what follows a failed try. It can take tries away and change their delay, but never add any.</summary>
public abstract class RetryPolicy
{
    /// <summary>Asked in the task's process after a try has failed, when there are tries left. What it throws is logged and counts as no answer.</summary>
    /// <param name="exception">What ended the try.</param>
    /// <param name="context">The try.</param>
    /// <returns>What to do.</returns>
    public abstract RetryDecision Decide(Exception exception, TaskContext context);

    internal TaskFailed Apply(TaskFailed failed, Exception exception, TaskContext context)
    {
        var decision = Decide(exception, context);
        return decision.Action switch
        {
            RetryAction.Fail => failed with { Retryable = false },
            RetryAction.Retry => failed with { RetryDelay = decision.RetryDelay ?? failed.RetryDelay, RetryReason = decision.Reason },
            _ => failed,
        };
    }
}
