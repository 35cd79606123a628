using Airflow.Engine.Pools;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Memory;

/// <summary>Pools in memory.</summary>
internal sealed class MemoryPoolStore(MemoryDatabase database) : IPoolStore
{
    public Task<IReadOnlyList<Pool>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Pool>>([.. database.Pools.Values]);

    public Task<IReadOnlyList<PoolUsage>> ListUsageAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<PoolUsage>>([.. database.Pools.Values.Select(Usage)]);
        }
    }

    public Task<IReadOnlyList<PoolOccupancy>> ListOccupancyAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<PoolOccupancy>>([.. database.Pools.Values.Select(pool => new PoolOccupancy(pool, Usage(pool).Occupied))]);
        }
    }

    public Task<Pool?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(database.Pools.GetValueOrDefault(name));

    public Task<bool> SaveAsync(Pool pool, CancellationToken cancellationToken)
    {
        var isNew = !database.Pools.ContainsKey(pool.Name);
        database.Pools[pool.Name] = pool;
        return Task.FromResult(isNew);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => Task.FromResult(database.Pools.Remove(name));

    // slots are counted from the task instances at every use: there is no stored count that could be wrong
    public Task RecountAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private PoolUsage Usage(Pool pool)
    {
        int Slots(TaskState state) => database.Tasks.Values.Where(task => task.Pool == pool.Name && task.State == state).Sum(task => task.PoolSlots);
        return new PoolUsage(pool, Slots(TaskState.Running), Slots(TaskState.Queued), Slots(TaskState.Scheduled), Slots(TaskState.Deferred));
    }
}
