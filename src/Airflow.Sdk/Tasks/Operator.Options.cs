namespace Airflow;

public abstract partial class Operator
{
    /// <inheritdoc cref="TaskOptions.Owner"/>
    public string? Owner
    {
        get => Options.Owner;
        init => Options = Options with { Owner = value };
    }

    /// <inheritdoc cref="TaskOptions.Retries"/>
    public int? Retries
    {
        get => Options.Retries;
        init => Options = Options with { Retries = value };
    }

    /// <inheritdoc cref="TaskOptions.RetryDelay"/>
    public TimeSpan? RetryDelay
    {
        get => Options.RetryDelay;
        init => Options = Options with { RetryDelay = value };
    }

    /// <inheritdoc cref="TaskOptions.RetryExponentialBackoff"/>
    public double? RetryExponentialBackoff
    {
        get => Options.RetryExponentialBackoff;
        init => Options = Options with { RetryExponentialBackoff = value };
    }

    /// <inheritdoc cref="TaskOptions.MaxRetryDelay"/>
    public TimeSpan? MaxRetryDelay
    {
        get => Options.MaxRetryDelay;
        init => Options = Options with { MaxRetryDelay = value };
    }

    /// <inheritdoc cref="TaskOptions.RetryPolicy"/>
    public RetryPolicy? RetryPolicy
    {
        get => Options.RetryPolicy;
        init => Options = Options with { RetryPolicy = value };
    }

    /// <inheritdoc cref="TaskOptions.StartDate"/>
    public DateTime? StartDate
    {
        get => Options.StartDate;
        init => Options = Options with { StartDate = value };
    }

    /// <inheritdoc cref="TaskOptions.EndDate"/>
    public DateTime? EndDate
    {
        get => Options.EndDate;
        init => Options = Options with { EndDate = value };
    }

    /// <inheritdoc cref="TaskOptions.DependsOnPast"/>
    public bool? DependsOnPast
    {
        get => Options.DependsOnPast;
        init => Options = Options with { DependsOnPast = value };
    }

    /// <inheritdoc cref="TaskOptions.IgnoreFirstDependsOnPast"/>
    public bool? IgnoreFirstDependsOnPast
    {
        get => Options.IgnoreFirstDependsOnPast;
        init => Options = Options with { IgnoreFirstDependsOnPast = value };
    }

    /// <inheritdoc cref="TaskOptions.WaitForPastDependsBeforeSkipping"/>
    public bool? WaitForPastDependsBeforeSkipping
    {
        get => Options.WaitForPastDependsBeforeSkipping;
        init => Options = Options with { WaitForPastDependsBeforeSkipping = value };
    }

    /// <inheritdoc cref="TaskOptions.WaitForDownstream"/>
    public bool? WaitForDownstream
    {
        get => Options.WaitForDownstream;
        init => Options = Options with { WaitForDownstream = value };
    }

    /// <inheritdoc cref="TaskOptions.Params"/>
    public ParamSet? Params
    {
        get => Options.Params;
        init => Options = Options with { Params = value };
    }

    /// <inheritdoc cref="TaskOptions.PriorityWeight"/>
    public int? PriorityWeight
    {
        get => Options.PriorityWeight;
        init => Options = Options with { PriorityWeight = value };
    }

    /// <inheritdoc cref="TaskOptions.WeightRule"/>
    public WeightRule? WeightRule
    {
        get => Options.WeightRule;
        init => Options = Options with { WeightRule = value };
    }

    /// <inheritdoc cref="TaskOptions.Queue"/>
    public string? Queue
    {
        get => Options.Queue;
        init => Options = Options with { Queue = value };
    }

    /// <inheritdoc cref="TaskOptions.Pool"/>
    public string? Pool
    {
        get => Options.Pool;
        init => Options = Options with { Pool = value };
    }

    /// <inheritdoc cref="TaskOptions.PoolSlots"/>
    public int? PoolSlots
    {
        get => Options.PoolSlots;
        init => Options = Options with { PoolSlots = value };
    }

    /// <inheritdoc cref="TaskOptions.ExecutionTimeout"/>
    public TimeSpan? ExecutionTimeout
    {
        get => Options.ExecutionTimeout;
        init => Options = Options with { ExecutionTimeout = value };
    }

    /// <inheritdoc cref="TaskOptions.OnExecute"/>
    public Callback? OnExecute
    {
        get => Options.OnExecute;
        init => Options = Options with { OnExecute = value };
    }

    /// <inheritdoc cref="TaskOptions.OnFailure"/>
    public Callback? OnFailure
    {
        get => Options.OnFailure;
        init => Options = Options with { OnFailure = value };
    }

    /// <inheritdoc cref="TaskOptions.OnSuccess"/>
    public Callback? OnSuccess
    {
        get => Options.OnSuccess;
        init => Options = Options with { OnSuccess = value };
    }

    /// <inheritdoc cref="TaskOptions.OnRetry"/>
    public Callback? OnRetry
    {
        get => Options.OnRetry;
        init => Options = Options with { OnRetry = value };
    }

    /// <inheritdoc cref="TaskOptions.OnSkipped"/>
    public Callback? OnSkipped
    {
        get => Options.OnSkipped;
        init => Options = Options with { OnSkipped = value };
    }

    /// <inheritdoc cref="TaskOptions.TriggerRule"/>
    public TriggerRule? TriggerRule
    {
        get => Options.TriggerRule;
        init => Options = Options with { TriggerRule = value };
    }

    /// <inheritdoc cref="TaskOptions.RunAsUser"/>
    public string? RunAsUser
    {
        get => Options.RunAsUser;
        init => Options = Options with { RunAsUser = value };
    }

    /// <inheritdoc cref="TaskOptions.MapIndexTemplate"/>
    public string? MapIndexTemplate
    {
        get => Options.MapIndexTemplate;
        init => Options = Options with { MapIndexTemplate = value };
    }

    /// <inheritdoc cref="TaskOptions.MaxActiveTisPerDag"/>
    public int? MaxActiveTisPerDag
    {
        get => Options.MaxActiveTisPerDag;
        init => Options = Options with { MaxActiveTisPerDag = value };
    }

    /// <inheritdoc cref="TaskOptions.MaxActiveTisPerDagrun"/>
    public int? MaxActiveTisPerDagrun
    {
        get => Options.MaxActiveTisPerDagrun;
        init => Options = Options with { MaxActiveTisPerDagrun = value };
    }

    /// <inheritdoc cref="TaskOptions.Executor"/>
    public string? Executor
    {
        get => Options.Executor;
        init => Options = Options with { Executor = value };
    }

    /// <inheritdoc cref="TaskOptions.ExecutorConfig"/>
    public IReadOnlyDictionary<string, object?>? ExecutorConfig
    {
        get => Options.ExecutorConfig;
        init => Options = Options with { ExecutorConfig = value };
    }

    /// <inheritdoc cref="TaskOptions.DoXComPush"/>
    public bool? DoXComPush
    {
        get => Options.DoXComPush;
        init => Options = Options with { DoXComPush = value };
    }

    /// <inheritdoc cref="TaskOptions.MultipleOutputs"/>
    public bool? MultipleOutputs
    {
        get => Options.MultipleOutputs;
        init => Options = Options with { MultipleOutputs = value };
    }

    /// <inheritdoc cref="TaskOptions.Inlets"/>
    public IReadOnlyList<AssetExpression>? Inlets
    {
        get => Options.Inlets;
        init => Options = Options with { Inlets = value };
    }

    /// <inheritdoc cref="TaskOptions.Outlets"/>
    public IReadOnlyList<AssetExpression>? Outlets
    {
        get => Options.Outlets;
        init => Options = Options with { Outlets = value };
    }

    /// <inheritdoc cref="TaskOptions.DisplayName"/>
    public string? DisplayName
    {
        get => Options.DisplayName;
        init => Options = Options with { DisplayName = value };
    }

    /// <inheritdoc cref="TaskOptions.RunIf"/>
    public Func<TaskContext, bool>? RunIf
    {
        get => Options.RunIf;
        init => Options = Options with { RunIf = value };
    }

    /// <inheritdoc cref="TaskOptions.SkipIf"/>
    public Func<TaskContext, bool>? SkipIf
    {
        get => Options.SkipIf;
        init => Options = Options with { SkipIf = value };
    }

    /// <inheritdoc cref="TaskOptions.Doc"/>
    public string? Doc
    {
        get => Options.Doc;
        init => Options = Options with { Doc = value };
    }

    /// <inheritdoc cref="TaskOptions.DocMd"/>
    public string? DocMd
    {
        get => Options.DocMd;
        init => Options = Options with { DocMd = value };
    }

    /// <inheritdoc cref="TaskOptions.DocJson"/>
    public string? DocJson
    {
        get => Options.DocJson;
        init => Options = Options with { DocJson = value };
    }

    /// <inheritdoc cref="TaskOptions.DocYaml"/>
    public string? DocYaml
    {
        get => Options.DocYaml;
        init => Options = Options with { DocYaml = value };
    }

    /// <inheritdoc cref="TaskOptions.DocRst"/>
    public string? DocRst
    {
        get => Options.DocRst;
        init => Options = Options with { DocRst = value };
    }

    /// <inheritdoc cref="TaskOptions.LoggerName"/>
    public string? LoggerName
    {
        get => Options.LoggerName;
        init => Options = Options with { LoggerName = value };
    }

    /// <inheritdoc cref="TaskOptions.RenderTemplateAsNativeObj"/>
    public bool? RenderTemplateAsNativeObj
    {
        get => Options.RenderTemplateAsNativeObj;
        init => Options = Options with { RenderTemplateAsNativeObj = value };
    }
}
