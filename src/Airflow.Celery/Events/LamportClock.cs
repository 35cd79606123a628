namespace Airflow.Celery.Events;

/// <summary>The counter by which workers order their events without a common clock.</summary>
internal sealed class LamportClock
{
    private long value;

    public long Value => Volatile.Read(ref value);

    public long Forward() => Interlocked.Increment(ref value);

    /// <summary>Later than everything that another had seen when it sent that.</summary>
    public long Adjust(long other)
    {
        while (true)
        {
            var seen = Value;
            var next = Math.Max(seen, other) + 1;
            if (Interlocked.CompareExchange(ref value, next, seen) == seen)
            {
                return next;
            }
        }
    }
}
