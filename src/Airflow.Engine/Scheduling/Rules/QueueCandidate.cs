namespace Airflow.Engine.Scheduling.Rules;

/// <summary>A scheduled instance that wants to be queued.</summary>
public sealed record QueueCandidate
{
    public required string DagId { get; init; }

    public required string RunId { get; init; }

    public required string TaskId { get; init; }

    public int MapIndex { get; init; } = -1;

    public int PriorityWeight { get; init; } = 1;

    public DateTimeOffset? LogicalDate { get; init; }

    public string Pool { get; init; } = "default_pool";

    /// <summary>Slots that it takes of its pool; at least one.</summary>
    public int PoolSlots
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The DAG's limit for each of its runs.</summary>
    public int MaxActiveTasks { get; init; } = 16;

    public int? MaxActiveTisPerDag { get; init; }

    public int? MaxActiveTisPerDagrun { get; init; }
}
