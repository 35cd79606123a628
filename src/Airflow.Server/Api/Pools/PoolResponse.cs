using Airflow.Engine.Pools;

namespace Airflow.Server.Api.Pools;

/// <summary>A pool and the slots that are taken.</summary>
internal sealed record PoolResponse(
    string Name,
    int Slots,
    string? Description,
    bool IncludeDeferred,
    int OccupiedSlots,
    int RunningSlots,
    int QueuedSlots,
    int ScheduledSlots,
    int OpenSlots,
    int DeferredSlots,
    string? TeamName)
{
    public static PoolResponse Of(PoolUsage usage) => new(
        usage.Pool.Name,
        usage.Pool.Slots,
        usage.Pool.Description,
        usage.Pool.IncludeDeferred,
        usage.Occupied,
        usage.Running,
        usage.Queued,
        usage.Scheduled,
        usage.Pool.Slots < 0 ? -1 : usage.Open,
        usage.Deferred,
        null);
}
