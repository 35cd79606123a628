namespace Airflow.Engine.Tasks.Retries;

/// <summary>The answer of a retry policy.</summary>
/// <param name="Action">What to do.</param>
/// <param name="RetryDelay">Seconds until the next try, instead of the task's own delay.</param>
/// <param name="Reason">Why; kept with the try.</param>
public sealed record RetryDecision(RetryAction Action, double? RetryDelay = null, string? Reason = null)
{
    public static RetryDecision Default { get; } = new(RetryAction.Default);
}
