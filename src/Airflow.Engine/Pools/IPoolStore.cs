namespace Airflow.Engine.Pools;

/// <summary>Pools.</summary>
public interface IPoolStore
{
    Task<IReadOnlyList<Pool>> ListAsync(CancellationToken cancellationToken);
    Task<IReadOnlyList<PoolUsage>> ListUsageAsync(CancellationToken cancellationToken);
    /// <summary>What is taken of each pool, without a look at the instances that take it.</summary>
    Task<IReadOnlyList<PoolOccupancy>> ListOccupancyAsync(CancellationToken cancellationToken);
    Task<Pool?> FindAsync(string name, CancellationToken cancellationToken);
    /// <summary>Creates or changes; returns true when created.</summary>
    Task<bool> SaveAsync(Pool pool, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken);
    /// <summary>Counts the occupied slots anew from the task instances; run when a scheduler starts.</summary>
    Task RecountAsync(CancellationToken cancellationToken);
}
