using Airflow.Engine.Execution;
using Airflow.Engine.Pools;

namespace Airflow.Storage.Execution;

/// <summary>
/// Shares what pools have free among changes of one transaction, which holds the rows of the pools: changes that give slots back come first,
/// then the others in their order as far as there is room.
/// </summary>
internal sealed class PoolGrants
{
    private readonly Dictionary<string, (Pool Pool, int Occupied)> _pools;

    /// <param name="pools">As they are stored now, with what is occupied.</param>
    public PoolGrants(IReadOnlyList<PoolOccupancy> pools) => _pools = pools.ToDictionary(pool => pool.Pool.Name, pool => (pool.Pool, pool.Occupied), StringComparer.Ordinal);

    /// <summary>The changes that have room; the others have been answered that a pool is full.</summary>
    public IReadOnlyList<ServerStateOperation> Of(IReadOnlyList<ServerStateOperation> group)
    {
        var granted = group.Where(operation => operation.Plan.Pools.All(delta => SlotsOf(delta) <= 0)).ToHashSet();
        foreach (var operation in granted)
        {
            Take(operation.Plan);
        }

        foreach (var operation in group.Where(operation => !granted.Contains(operation)).ToList())
        {
            if (operation.Plan.Pools.Where(delta => !HasRoom(delta)).Select(delta => delta.Pool).FirstOrDefault() is { } full)
            {
                operation.Failure = null;
                operation.Result = new StateResult(StateRefusal.PoolFull, full);
                continue;
            }

            Take(operation.Plan);
            granted.Add(operation);
        }

        return [.. group.Where(granted.Contains)];
    }

    private int SlotsOf((string Pool, int Executing, int Deferred) delta) =>
        delta.Executing + (_pools.TryGetValue(delta.Pool, out var known) && known.Pool.IncludeDeferred ? delta.Deferred : 0);

    private bool HasRoom((string Pool, int Executing, int Deferred) delta) => SlotsOf(delta) is var slots
        && (slots <= 0 || (_pools.TryGetValue(delta.Pool, out var known) && (known.Pool.Slots < 0 || known.Occupied + slots <= known.Pool.Slots)));

    private void Take(StatePlan plan)
    {
        foreach (var delta in plan.Pools)
        {
            if (_pools.TryGetValue(delta.Pool, out var known))
            {
                _pools[delta.Pool] = (known.Pool, known.Occupied + SlotsOf(delta));
            }
        }
    }
}
