namespace Airflow.Testing.Simulation;

/// <summary>The clock of one node: virtual time, wrong by an offset and running too fast or too slow.</summary>
internal sealed class NodeClock(SimulatedNode node, ClockSkew skew) : TimeProvider
{
    public SimulatedNode Node => node;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => node.World.Start + skew.Offset + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => node.World.Elapsed + (long)(node.World.Elapsed * skew.Drift);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>So much of the world's time passes while that much passes here; rounded up, so that a timer never fires before its time.</summary>
    public long ToWorld(TimeSpan span) => (long)Math.Ceiling(span.Ticks / (1 + skew.Drift));
}
