using System.Collections.Immutable;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>All that happens in one simulation: the cluster, its DAGs, what users do, and every fault. The seed chooses the order of things.</summary>
internal sealed record SimulationPlan
{
    public required int Seed { get; init; }

    public int Schedulers { get; init; } = 1;

    /// <summary>Workers on machines of their own; 0: the schedulers run the tries.</summary>
    public int Workers { get; init; }

    public int Parallelism { get; init; } = 8;

    public ImmutableArray<DagPlan> Dags { get; init; } = [];

    /// <summary>Slots of the pool "small"; every other pool is wide enough.</summary>
    public int PoolSlots { get; init; } = 2;

    public ImmutableArray<UserAction> Actions { get; init; } = [];

    public ImmutableArray<CrashFault> Crashes { get; init; } = [];

    public ImmutableArray<MessageFault> Messages { get; init; } = [];

    public ImmutableArray<OutageFault> Outages { get; init; } = [];

    public ImmutableArray<SkewFault> Skews { get; init; } = [];

    /// <summary>So many things that could be left out.</summary>
    public int Size => Schedulers + Workers + Dags.Sum(dag => 1 + dag.Ticks + dag.Tasks.Sum(task => task.Size)) + Actions.Length + Crashes.Length + Messages.Length + Outages.Length + Skews.Length;
}
