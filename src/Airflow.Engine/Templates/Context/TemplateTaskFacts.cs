namespace Airflow.Engine.Templates;

/// <summary>What templates may know of the task.</summary>
public sealed record TemplateTaskFacts
{
    public required string TaskId { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>The class of the operator.</summary>
    public string TaskType { get; init; } = "BaseOperator";

    public string Owner { get; init; } = "airflow";

    public string Queue { get; init; } = "default";

    public string Pool { get; init; } = "default_pool";

    public int PoolSlots { get; init; } = 1;

    public int PriorityWeight { get; init; } = 1;

    public int Retries { get; init; }

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan? ExecutionTimeout { get; init; }

    public string TriggerRule { get; init; } = "all_success";

    public string WeightRule { get; init; } = "downstream";

    public bool DependsOnPast { get; init; }

    public bool WaitForDownstream { get; init; }

    public bool DoXcomPush { get; init; } = true;

    public TimeSpan? MaxRetryDelay { get; init; }

    public int? MaxActiveTisPerDag { get; init; }

    public int? MaxActiveTisPerDagrun { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public string? Executor { get; init; }

    public bool IsSetup { get; init; }

    public bool IsTeardown { get; init; }

    public IReadOnlyList<string> TemplateFields { get; init; } = [];

    public IReadOnlyList<string> TemplateExtensions { get; init; } = [];

    public string? DocMd { get; init; }

    public string? MapIndexTemplate { get; init; }

    public IReadOnlyList<string> UpstreamTaskIds { get; init; } = [];

    public IReadOnlyList<string> DownstreamTaskIds { get; init; } = [];

    /// <summary>The params that the task itself declares.</summary>
    public IReadOnlyDictionary<string, object?> Params { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public IReadOnlyList<TemplateAsset> Inlets { get; init; } = [];

    public IReadOnlyList<TemplateAsset> Outlets { get; init; } = [];

    /// <summary>The operator's own arguments that templates may read, by their names in Airflow.</summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
