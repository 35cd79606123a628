namespace Airflow.Engine.Tasks.Retries;

/// <summary>What becomes of an instance whose try has failed.</summary>
/// <param name="State">Up for retry, or failed.</param>
/// <param name="RetryDelay">Seconds until the next try, when a policy chose them.</param>
/// <param name="RetryReason">Why it is tried again, when a policy said so.</param>
public sealed record TryFailure(TaskState State, double? RetryDelay = null, string? RetryReason = null)
{
    /// <summary>The longest reason that is kept.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>A policy can take tries away but never add any.</summary>
    /// <param name="mayRetry">There are tries left.</param>
    /// <param name="decision">The policy's decision; null without a policy, or when it failed itself.</param>
    public static TryFailure After(bool mayRetry, RetryDecision? decision)
    {
        if (!mayRetry || decision?.Action == RetryAction.Fail)
        {
            return new TryFailure(TaskState.Failed);
        }
        return decision is { Action: RetryAction.Retry }
            ? new TryFailure(TaskState.UpForRetry, decision.RetryDelay?.TotalSeconds, Shortened(decision.Reason))
            : new TryFailure(TaskState.UpForRetry);
    }

    private static string? Shortened(string? reason) =>
        reason is { Length: > MaxReasonLength } ? reason[..MaxReasonLength] : reason;
}
