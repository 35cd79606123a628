namespace Airflow.Runtime.Pool;

/// <summary>How fast runtimes come back, measured since the pool last thought of growing.</summary>
internal sealed class DrainRate(TimeProvider time)
{
    private int releases;
    private int seen;
    private long seenAt;

    public void CountRelease() => releases++;

    public void Restart() => (seen, seenAt) = (releases, time.GetTimestamp());

    /// <summary>Whether so many will be served within that time at the present rate: then more processes only compete.</summary>
    public bool Serves(int waiting, TimeSpan within)
    {
        var (count, elapsed) = (releases - seen, time.GetElapsedTime(seenAt));
        return count > 0 && elapsed * waiting / count < within;
    }
}
