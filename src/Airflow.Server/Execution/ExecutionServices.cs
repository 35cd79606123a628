using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Scheduling;

namespace Airflow.Server.Execution;

/// <summary>What the Execution API stands on.</summary>
public sealed record ExecutionServices
{
    /// <summary>Claims, ends and lookups.</summary>
    public required IExecutionApi Api { get; init; }

    public required SchedulerStores Stores { get; init; }

    public required TaskResources Resources { get; init; }

    public required DagVersionCache Versions { get; init; }

    /// <summary>Makes and checks the tokens of tries.</summary>
    public required TokenAuthority Tokens { get; init; }

    /// <summary>Wakes the schedulers after a change that did not go through <see cref="Api"/>.</summary>
    public required IWakeSignal Wake { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Written as the executor of tries that come without one.</summary>
    public string Executor { get; init; } = "CeleryExecutor";

    /// <summary>[core] max_map_length.</summary>
    public int MaxMapLength { get; init; } = 1024;
}
