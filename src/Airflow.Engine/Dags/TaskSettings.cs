using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>What holds for a task once everything absent is filled in from its partial arguments, the DAG and the defaults.</summary>
public sealed record TaskSettings
{
    public static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromMinutes(5);

    public required string TaskId { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The operator as people know it, such as <c>BashOperator</c> or <c>@task</c>.</summary>
    public required string Operator { get; init; }

    public string Owner { get; init; } = "airflow";

    public string TriggerRule { get; init; } = "all_success";

    public bool DependsOnPast { get; init; }

    public bool IgnoreFirstDependsOnPast { get; init; }

    public bool WaitForPastDependsBeforeSkipping { get; init; }

    public bool WaitForDownstream { get; init; }

    public int Retries { get; init; }

    public TimeSpan RetryDelay { get; init; } = DefaultRetryDelay;

    /// <summary>Factor between retry delays; 0 means that they stay as they are.</summary>
    public double RetryBackoffMultiplier { get; init; }

    public TimeSpan? MaxRetryDelay { get; init; }

    public bool HasRetryPolicy { get; init; }

    public TimeSpan? ExecutionTimeout { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public string Queue { get; init; } = "default";

    public string Pool { get; init; } = "default_pool";

    public int PoolSlots { get; init; } = 1;

    /// <summary>The task's own weight, within 32 bits; what instances carry is <see cref="DagGraph.PriorityWeight"/>.</summary>
    public int PriorityWeight { get; init; } = 1;

    public WeightRule WeightRule { get; init; } = WeightRule.Downstream;

    public string? Executor { get; init; }

    public JsonElement? ExecutorConfig { get; init; }

    public int? MaxActiveTisPerDag { get; init; }

    public int? MaxActiveTisPerDagrun { get; init; }

    public bool DoXcomPush { get; init; } = true;

    public bool IsSetup { get; init; }

    public bool IsTeardown { get; init; }

    public bool OnFailureFailDagrun { get; init; }

    public bool IsMapped { get; init; }

    public bool IsSensor { get; init; }

    /// <summary>It does nothing, so it can succeed without being run, unless it has callbacks or outlets.</summary>
    public bool IsEmpty { get; init; }

    public bool CanSkipDownstream { get; init; }

    public bool StartFromTrigger { get; init; }

    public JsonElement? StartTriggerArgs { get; init; }

    public string? MapIndexTemplate { get; init; }

    public SerializedExpandInput? ExpandInput { get; init; }

    public ImmutableArray<SerializedAssetLink> Inlets { get; init; } = [];

    public ImmutableArray<SerializedAssetLink> Outlets { get; init; } = [];

    public bool HasOnExecuteCallback { get; init; }

    public bool HasOnFailureCallback { get; init; }

    public bool HasOnSkippedCallback { get; init; }

    public bool HasOnSuccessCallback { get; init; }

    public bool HasOnRetryCallback { get; init; }
}
