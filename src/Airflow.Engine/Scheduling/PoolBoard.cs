using Airflow.Engine.Pools;

namespace Airflow.Engine.Scheduling;

/// <summary>The scheduler's own count of pool slots: a hint that saves refused commits, the database's count decides.</summary>
internal sealed class PoolBoard
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public void Load(IReadOnlyList<PoolOccupancy> pools)
    {
        entries.Clear();
        foreach (var (pool, occupied) in pools)
        {
            entries[pool.Name] = new Entry { Slots = pool.Slots, Occupied = occupied, CountsDeferred = pool.IncludeDeferred };
        }
    }

    public bool Exists(string pool) => entries.ContainsKey(pool);

    /// <summary>Free slots: 0 for a pool that does not exist.</summary>
    public int Open(string pool) => !entries.TryGetValue(pool, out var entry) ? 0 : entry.Slots < 0 ? int.MaxValue : entry.Slots - entry.Occupied;

    public void Add(string pool, int slots)
    {
        if (entries.TryGetValue(pool, out var entry))
        {
            entry.Occupied += slots;
        }
    }

    /// <summary>No slot of the pool is free, whatever was counted.</summary>
    public void Fill(string pool)
    {
        if (entries.TryGetValue(pool, out var entry))
        {
            entry.Occupied = Math.Max(entry.Occupied, entry.Slots);
        }
    }

    public bool CountsDeferred(string pool) => entries.TryGetValue(pool, out var entry) && entry.CountsDeferred;

    private sealed class Entry
    {
        public int Slots { get; init; }

        public int Occupied { get; set; }

        public bool CountsDeferred { get; init; }
    }
}
