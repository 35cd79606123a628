using Airflow.Engine.Pools;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// Slots of one pool that a scheduler may take. Where several share a full pool, a slot that is free at the moment is mostly one that somebody gave
/// back for what he has next himself: who reaches for it makes the other's commit fail. So for a while after a refusal a scheduler takes what its
/// own tries gave back, and of the rest only what stays free from look to look.
/// </summary>
internal sealed class OpenSlots
{
    /// <summary>Looks that tell what stays free from what comes and goes.</summary>
    private const int Window = 4;

    /// <summary>Looks after which a refusal is forgotten.</summary>
    private const int Memory = 20;

    private readonly Queue<int> seen = new(Window);
    private int slots;
    private int open;
    private int looksSinceRefusal = Memory;

    /// <summary>Whether others were lately found to take slots, too.</summary>
    public bool IsShared => looksSinceRefusal < Memory;

    public int Count => slots < 0 ? int.MaxValue : open;

    public bool CountsDeferred { get; private set; }

    /// <summary>What the database says now, with the ends of all tries that this scheduler knows to have ended.</summary>
    public void Look(Pool pool, int occupied)
    {
        slots = pool.Slots;
        CountsDeferred = pool.IncludeDeferred;
        var free = slots - occupied;
        looksSinceRefusal++;
        if (!IsShared)
        {
            looksSinceRefusal = Memory;
            open = free;
            return;
        }

        var own = Math.Min(free, open);
        var spare = Spare(free);
        open = Math.Max(own, spare);
        if (spare > own)
        {
            seen.Clear();
        }
    }

    /// <summary>Slots are taken, or given back if fewer than none.</summary>
    public void Add(int taken) => open -= taken;

    /// <summary>None is free, whatever was counted.</summary>
    public void Fill()
    {
        open = Math.Min(open, 0);
        looksSinceRefusal = 0;
        seen.Clear();
    }

    /// <summary>What was always free, less as much as it went up and down.</summary>
    private int Spare(int free)
    {
        if (seen.Count == Window)
        {
            seen.Dequeue();
        }

        seen.Enqueue(free);
        return seen.Count < Window ? 0 : (2 * seen.Min()) - seen.Max();
    }
}
