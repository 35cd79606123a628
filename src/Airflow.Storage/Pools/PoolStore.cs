using Airflow.Engine;
using Airflow.Engine.Pools;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Pools;

/// <summary>Pools in table slot_pool; the slots in use are counted by the state writer.</summary>
internal sealed class PoolStore(ISqlDatabase database) : IPoolStore
{
    public Task<IReadOnlyList<Pool>> ListAsync(CancellationToken cancellationToken) => database.ListAsync(PoolSql.List, Read, cancellationToken);

    public Task<IReadOnlyList<PoolUsage>> ListUsageAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PoolUsage>>(
        async session =>
        {
            var pools = await session.ListAsync(PoolSql.List, Read);
            var slots = (await session.ListAsync(PoolSql.ListUsage, row => (Pool: row.Text(0), State: row.Text(1), Slots: row.Int(2))))
                .ToDictionary(used => (used.Pool, used.State), used => used.Slots);
            return
            [
                .. pools.Select(pool => new PoolUsage(
                    pool,
                    slots.GetValueOrDefault((pool.Name, "running")),
                    slots.GetValueOrDefault((pool.Name, "queued")),
                    slots.GetValueOrDefault((pool.Name, "scheduled")),
                    slots.GetValueOrDefault((pool.Name, "deferred")))),
            ];
        },
        cancellationToken);

    public Task<IReadOnlyList<PoolOccupancy>> ListOccupancyAsync(CancellationToken cancellationToken) =>
        database.ListAsync(PoolSql.ListOccupancy, ReadOccupancy, cancellationToken);

    /// <summary>The same in a transaction of a database server.</summary>
    public static Task<IReadOnlyList<PoolOccupancy>> ListOccupancyAsync(ISqlSession session) => session.ListAsync(PoolSql.ListOccupancy, ReadOccupancy);

    public Task<Pool?> FindAsync(string name, CancellationToken cancellationToken) => database.FirstAsync(PoolSql.Find, Read, cancellationToken, ("pool", name));

    public Task<bool> SaveAsync(Pool pool, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var isNew = await session.FirstAsync(PoolSql.Find, Read, ("pool", pool.Name)) is null;
            await session.ExecuteAsync(
                PoolSql.Save,
                ("pool", pool.Name),
                ("slots", pool.Slots),
                ("description", pool.Description),
                ("include_deferred", pool.IncludeDeferred));

            // it may count deferred instances now that it did not, or have been deleted while instances ran in it
            await session.ExecuteAsync(PoolSql.RecountOne, ("pool", pool.Name));
            return isNew;
        },
        cancellationToken);

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (name == Pool.DefaultName)
        {
            throw new AirflowException("pool_is_default", $"The pool '{Pool.DefaultName}' cannot be deleted: tasks that name no pool run in it.");
        }

        return await database.ExecuteAsync(PoolSql.Delete, cancellationToken, ("pool", name)) > 0;
    }

    public async Task RecountAsync(CancellationToken cancellationToken)
    {
        // one after the other: whoever holds one waits for no other
        foreach (var pool in await ListAsync(cancellationToken))
        {
            await database.WriteAsync(
                async session =>
                {
                    await session.ExecuteAsync(PoolSql.Lock, ("pool", pool.Name));
                    return await session.ExecuteAsync(PoolSql.RecountOne, ("pool", pool.Name));
                },
                cancellationToken);
        }
    }

    private static PoolOccupancy ReadOccupancy(SqlRow row) => new(Read(row), row.Int(4));

    internal static Pool Read(SqlRow row) => new(row.Text(0), row.Int(1), row.TextOrNull(2), row.Flag(3));
}
