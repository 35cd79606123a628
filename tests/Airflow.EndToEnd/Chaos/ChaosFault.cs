namespace Airflow.EndToEnd.Chaos;

/// <summary>Something that goes wrong in a cluster while it works.</summary>
internal sealed record ChaosFault(string Name, Func<ChaosCluster, Task> HappenAsync)
{
    public ChaosSetup Setup { get; init; } = new();

    /// <summary>How long the cluster may stand still.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>Whether tries that run may be lost by it and be tried again.</summary>
    public bool CostsTries { get; init; }

    public bool NeedsRedis { get; init; }

    /// <summary>What is asked for meanwhile is refused, and whoever asks is told so.</summary>
    public bool RefusesTriggers { get; init; }
}
