namespace Airflow.Engine.Coordination;

/// <summary>
/// This host's clock, set right by what the whole cluster shares: the database's, or the api-server's where there is no database. A host
/// whose own clock is wrong then takes nothing for late or early, and stores no wrong times.
/// </summary>
public sealed class SharedClock(TimeProvider own) : TimeProvider
{
    /// <summary>Hosts that are kept in time differ by less; their own clocks are finer than what is learned over a network.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private long offset;

    /// <summary>What is added to the host's clock.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref offset));

    public override long TimestampFrequency => own.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => own.GetUtcNow() + Offset;

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets the clock by an answer that was asked for and came between two moments of <see cref="GetTimestamp"/>, the second one now.</summary>
    /// <param name="time">What the answer said.</param>
    /// <param name="tolerance">By how much the answer itself may be wrong.</param>
    /// <param name="asked">When it was asked for.</param>
    public void Set(DateTimeOffset time, TimeSpan tolerance, long asked)
    {
        var took = own.GetElapsedTime(asked);
        var difference = time + (took / 2) - own.GetUtcNow();
        var uncertain = tolerance + (took / 2);
        if ((difference - Offset).Duration() > uncertain)
        {
            Volatile.Write(ref offset, difference.Duration() > uncertain ? difference.Ticks : 0);
        }
    }
}
