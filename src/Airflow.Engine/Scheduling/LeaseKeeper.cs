using Airflow.Engine.Runs;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// When a scheduler's leases are renewed, and when those of others end. The loop renews them between passes; a pass that takes long is
/// stood in for, so that leases can be short and a dead scheduler's runs are soon another's.
/// </summary>
internal sealed class LeaseKeeper(IRunStore runs, SchedulerOptions options, TimeProvider clock)
{
    /// <summary>A loop that hangs for longer loses its runs to the others.</summary>
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(30);

    /// <summary>The lease is over by then for sure: the database keeps microseconds, and takes what ends now for over.</summary>
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(2);

    private long nextRenewal;

    /// <summary>When the loop renews next.</summary>
    public DateTimeOffset NextRenewal => new(Volatile.Read(ref nextRenewal), TimeSpan.Zero);

    /// <summary>When a lease of another scheduler ends, if that is before the next poll: of one that lives it is not.</summary>
    public DateTimeOffset? NextTakeOver { get; private set; }

    private TimeSpan Interval => options.LeaseDuration / 3;

    /// <summary>All leases are fresh, or there are none.</summary>
    public void Start(DateTimeOffset now) => Volatile.Write(ref nextRenewal, (now + Interval).UtcTicks);

    /// <summary>Renews all leases; returns the runs that are still held.</summary>
    public Task<IReadOnlyList<int>> RenewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Start(now);
        return runs.RenewAsync(options.Owner, options.LeaseDuration, cancellationToken);
    }

    /// <summary>Looks, before abandoned runs are taken, for leases that end before the next poll would find them.</summary>
    public async Task LookAsync(DateTimeOffset nextPoll, CancellationToken cancellationToken)
    {
        NextTakeOver = null;
        if (await runs.FindNextExpiryAsync(options.Owner, cancellationToken) is { } left && clock.GetUtcNow() + left + JustAfter is var end && end < nextPoll)
        {
            NextTakeOver = end;
        }
    }

    /// <summary>Whether a lease of another ends now; asked once for each.</summary>
    public bool IsTakeOverDue(DateTimeOffset now)
    {
        var isDue = NextTakeOver <= now;
        NextTakeOver = isDue ? null : NextTakeOver;
        return isDue;
    }

    /// <summary>Stands in for a loop that is late, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await StandInAsync(cancellationToken);
        }
    }

    /// <summary>Renews if the loop should have; public for tests on a manual clock.</summary>
    internal async Task StandInAsync(CancellationToken cancellationToken)
    {
        var late = clock.GetUtcNow() - NextRenewal;
        if (late <= Interval / 2 || late >= LongestPass)
        {
            return;
        }

        try
        {
            // which of them are still held is the loop's to find out
            await runs.RenewAsync(options.Owner, options.LeaseDuration, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or AirflowException { IsTransient: true })
        {
            // the loop meets the same database and says so
            return;
        }
    }
}
