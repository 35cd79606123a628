namespace Airflow.Runtime.Local;

/// <summary>When a claim was asked for, by two clocks: one of them goes on while the process is held, the other while the whole machine is.</summary>
internal readonly record struct ClaimTime(long Timestamp, DateTimeOffset Now)
{
    public static ClaimTime Of(TimeProvider clock) => new(clock.GetTimestamp(), clock.GetUtcNow());

    /// <summary>How long ago that was; a clock that was put forward makes it longer, which costs a question.</summary>
    public TimeSpan Age(TimeProvider clock)
    {
        var (ticked, told) = (clock.GetElapsedTime(Timestamp), clock.GetUtcNow() - Now);
        return ticked > told ? ticked : told;
    }
}
