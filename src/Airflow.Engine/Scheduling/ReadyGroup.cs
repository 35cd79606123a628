namespace Airflow.Engine.Scheduling;

/// <summary>The scheduled slots of one run in one pool, best first.</summary>
internal sealed class ReadyGroup(RunBoard board, string pool, long sequence)
{
    private readonly PriorityQueue<TaskSlot, (int Priority, int TaskIndex, int MapIndex)> slots = new();

    public RunBoard Board { get; } = board;

    public string Pool { get; } = pool;

    public long Sequence { get; } = sequence;

    public int Count => slots.Count;

    /// <summary>Whether the ready queue offers this group.</summary>
    public bool IsOffered { get; set; }

    /// <summary>The order under which it is offered.</summary>
    public (int Priority, DateTimeOffset RunAfter, long Sequence) Order { get; set; }

    public TaskSlot Head => slots.Peek();

    public void Add(TaskSlot slot) => slots.Enqueue(slot, (-slot.Priority, slot.TaskIndex, slot.MapIndex));

    public TaskSlot Take() => slots.Dequeue();
}
