namespace Airflow.Engine.Pools;

/// <summary>A pool and the slots that task instances hold, by state.</summary>
public sealed record PoolUsage(Pool Pool, int Running, int Queued, int Scheduled, int Deferred)
{
    public int Occupied => Running + Queued + (Pool.IncludeDeferred ? Deferred : 0);

    /// <summary>Free slots; int.MaxValue when unlimited.</summary>
    public int Open => Pool.Slots < 0 ? int.MaxValue : Pool.Slots - Occupied;
}
