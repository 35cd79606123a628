namespace Airflow;

/// <summary>The answer of a retry policy.</summary>
/// <param name="Action">What to do.</param>
/// <param name="RetryDelay">How long to wait for the next try, instead of the task's own delay.</param>
/// <param name="Reason">Why; kept with the try, at most 500 characters of it.</param>
public sealed record RetryDecision(RetryAction Action, TimeSpan? RetryDelay = null, string? Reason = null)
{
    /// <summary>What the task's own settings say.</summary>
    public static RetryDecision Default { get; } = new(RetryAction.Default);
}
