using Airflow.Engine.Pools;

namespace Airflow.Engine.Scheduling;

/// <summary>The scheduler's own count of pool slots: a hint that saves refused commits, the database's count decides.</summary>
internal sealed class PoolBoard
{
    private Dictionary<string, OpenSlots> entries = new(StringComparer.Ordinal);

    /// <summary>Whether a refusal has lately shown that others take slots of a pool, too.</summary>
    public bool IsShared => entries.Values.Any(entry => entry.IsShared);

    public void Load(IReadOnlyList<PoolOccupancy> pools)
    {
        var before = entries;
        entries = new Dictionary<string, OpenSlots>(pools.Count, StringComparer.Ordinal);
        foreach (var (pool, occupied) in pools)
        {
            var entry = entries[pool.Name] = before.GetValueOrDefault(pool.Name) ?? new OpenSlots();
            entry.Look(pool, occupied);
        }
    }

    /// <summary>Whatever was counted is void.</summary>
    public void Clear() => entries.Clear();

    public bool Exists(string pool) => entries.ContainsKey(pool);

    /// <summary>Free slots: 0 for a pool that does not exist.</summary>
    public int Open(string pool) => entries.TryGetValue(pool, out var entry) ? entry.Count : 0;

    public void Add(string pool, int slots)
    {
        if (entries.TryGetValue(pool, out var entry))
        {
            entry.Add(slots);
        }
    }

    /// <summary>No slot of the pool is free, whatever was counted.</summary>
    public void Fill(string pool)
    {
        if (entries.TryGetValue(pool, out var entry))
        {
            entry.Fill();
        }
    }

    public bool CountsDeferred(string pool) => entries.TryGetValue(pool, out var entry) && entry.CountsDeferred;
}
