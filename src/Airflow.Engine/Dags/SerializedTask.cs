using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>One task as the document states it. A null property is absent; what then holds is told by <see cref="TaskSettings"/>.</summary>
public sealed record SerializedTask
{
    public string TaskId { get; init; } = "";

    public string? TaskDisplayName { get; init; }

    public string? TaskType { get; init; }

    public string? TaskModule { get; init; }

    public string? OperatorName { get; init; }

    public string? Owner { get; init; }

    public string? UiColor { get; init; }

    public string? UiFgcolor { get; init; }

    public string? Doc { get; init; }

    public string? DocMd { get; init; }

    public string? DocJson { get; init; }

    public string? DocYaml { get; init; }

    public string? DocRst { get; init; }

    public ImmutableArray<string>? DownstreamTaskIds { get; init; }

    public string? TriggerRule { get; init; }

    public bool? DependsOnPast { get; init; }

    public bool? IgnoreFirstDependsOnPast { get; init; }

    public bool? WaitForPastDependsBeforeSkipping { get; init; }

    public bool? WaitForDownstream { get; init; }

    public int? Retries { get; init; }

    public TimeSpan? RetryDelay { get; init; }

    public RetryBackoff? RetryExponentialBackoff { get; init; }

    public TimeSpan? MaxRetryDelay { get; init; }

    public bool? HasRetryPolicy { get; init; }

    public TimeSpan? ExecutionTimeout { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public string? Queue { get; init; }

    public string? Pool { get; init; }

    public int? PoolSlots { get; init; }

    public long? PriorityWeight { get; init; }

    public string? WeightRule { get; init; }

    public string? Executor { get; init; }

    public JsonElement? ExecutorConfig { get; init; }

    public int? MaxActiveTisPerDag { get; init; }

    public int? MaxActiveTisPerDagrun { get; init; }

    public bool? DoXcomPush { get; init; }

    public bool? MultipleOutputs { get; init; }

    public bool? EmailOnFailure { get; init; }

    public bool? EmailOnRetry { get; init; }

    public bool? AllowNestedOperators { get; init; }

    public bool? RenderTemplateAsNativeObj { get; init; }

    public ImmutableArray<string>? TemplateFields { get; init; }

    public ImmutableArray<string>? TemplateExt { get; init; }

    public JsonElement? TemplateFieldsRenderers { get; init; }

    public ImmutableArray<SerializedParam>? Params { get; init; }

    public ImmutableArray<SerializedAssetLink>? Inlets { get; init; }

    public ImmutableArray<SerializedAssetLink>? Outlets { get; init; }

    public bool? IsSetup { get; init; }

    public bool? IsTeardown { get; init; }

    public bool? OnFailureFailDagrun { get; init; }

    public bool? IsSensor { get; init; }

    public bool? IsEmpty { get; init; }

    public bool? CanSkipDownstream { get; init; }

    public bool? NeedsExpansion { get; init; }

    public bool? StartFromTrigger { get; init; }

    public JsonElement? StartTriggerArgs { get; init; }

    public bool? IsMapped { get; init; }

    public bool? DisallowKwargsOverride { get; init; }

    /// <summary>The name of the field that holds what a mapped task is expanded over.</summary>
    public string? ExpandInputAttr { get; init; }

    public SerializedExpandInput? ExpandInput { get; init; }

    /// <summary>Arguments that all instances of a mapped task share; options of the task among them.</summary>
    public JsonElement? PartialKwargs { get; init; }

    public string? MapIndexTemplate { get; init; }

    public bool? HasOnExecuteCallback { get; init; }

    public bool? HasOnFailureCallback { get; init; }

    public bool? HasOnSkippedCallback { get; init; }

    public bool? HasOnSuccessCallback { get; init; }

    public bool? HasOnRetryCallback { get; init; }

    public JsonElement? OperatorExtraLinks { get; init; }

    /// <summary>The operator's own arguments and all else that this version does not know, written back as read.</summary>
    public ExtraFields Extra { get; init; } = ExtraFields.Empty;
}
