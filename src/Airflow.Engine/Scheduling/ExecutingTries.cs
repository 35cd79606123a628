namespace Airflow.Engine.Scheduling;

/// <summary>Counts tries that are queued or running: all of them against parallelism, each in the queue against its limits.</summary>
internal sealed class ExecutingTries(ReadyQueue ready)
{
    public int Count { get; private set; }

    public void Add(RunBoard board, TaskSlot slot, int change)
    {
        Count += change;
        ready.CountExecuting(board, slot, change);
    }

    /// <summary>For an end that gave its place in the queue back itself.</summary>
    public void Leave() => Count--;
}
