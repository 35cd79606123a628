namespace Airflow.Celery.Brokers;

/// <summary>How long to wait before the next attempt: twice as long each time, up to a limit, and never the same for all.</summary>
internal sealed class RetryDelays(BrokerOptions options, TimeProvider clock)
{
    private int failures;

    public void Reset() => failures = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var longest = Math.Min(options.LongestRetryDelay.TotalSeconds, options.FirstRetryDelay.TotalSeconds * Math.Pow(2, Math.Min(failures, 20)));
        failures++;
        return Task.Delay(TimeSpan.FromSeconds(longest * (0.5 + options.Jitter() / 2)), clock, cancellationToken);
    }
}
