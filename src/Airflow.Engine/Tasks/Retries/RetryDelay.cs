namespace Airflow.Engine.Tasks.Retries;

/// <summary>When the next try of an instance may start. Growing delays get a jitter that only lengthens, the same for the same try.</summary>
public static class RetryDelay
{
    /// <summary>The default of [core] max_task_retry_delay, in seconds.</summary>
    public const double DefaultLongest = 86400;

    /// <summary>The delay after the try of that number.</summary>
    /// <param name="settings">The task's settings.</param>
    /// <param name="chosen">Seconds that a retry policy chose; they beat everything else.</param>
    /// <param name="try">What names the try, for the jitter.</param>
    /// <param name="longest">[core] max_task_retry_delay.</param>
    public static TimeSpan After(RetrySettings settings, double? chosen, RetryTry @try, double longest = DefaultLongest)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(@try);
        if (chosen is { } seconds)
        {
            return Timetables.ScheduleDelta.FromSeconds(seconds);
        }
        var factor = settings.ExponentialBackoff;
        return Timetables.ScheduleDelta.FromSeconds(factor is 1 or <= 0 ? settings.RetryDelay : Growing(settings, @try, longest));
    }

    /// <summary>Whether an instance may be tried again, by its state before this start or failure.</summary>
    public static bool MayRetry(TaskState state, int tryNumber, int maxTries) => state == TaskState.Restarting || tryNumber <= maxTries;

    /// <summary>Whether the next try may start: strictly later than its time.</summary>
    public static bool IsOver(DateTimeOffset nextRetry, DateTimeOffset now) => nextRetry < now;

    private static double Growing(RetrySettings settings, RetryTry @try, double longest)
    {
        var least = settings.RetryDelay * Math.Pow(settings.ExponentialBackoff, @try.Number - 1);
        var delay = longest;
        if (least < longest)
        {
            var whole = Math.Max(1, (long)Math.Ceiling(least));
            delay = Math.Min(longest, whole + (long)(@try.Hash() % whole));
        }
        return settings.MaxRetryDelay is { } bound and not 0 ? Math.Min(delay, bound) : delay;
    }
}
