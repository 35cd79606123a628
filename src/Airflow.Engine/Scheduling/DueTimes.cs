namespace Airflow.Engine.Scheduling;

/// <summary>Moments at which something of a run is to be looked at again. Entries are not withdrawn: whoever takes one checks whether it still holds.</summary>
internal sealed class DueTimes
{
    private readonly PriorityQueue<(RunBoard Board, TaskSlot? Slot), DateTimeOffset> times = new();

    public DateTimeOffset? Next => times.TryPeek(out _, out var at) ? at : null;

    public void Add(RunBoard board, TaskSlot? slot, DateTimeOffset at) => times.Enqueue((board, slot), at);

    public bool TryTake(DateTimeOffset now, out RunBoard board, out TaskSlot? slot)
    {
        if (times.TryPeek(out var entry, out var at) && at <= now)
        {
            times.Dequeue();
            (board, slot) = entry;
            return true;
        }

        (board, slot) = (null!, null);
        return false;
    }
}
