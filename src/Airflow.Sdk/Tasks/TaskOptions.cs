namespace Airflow;

/// <summary>What can be set on every task, whatever it does. What is left <see langword="null"/> comes from the default arguments of the group, then of the DAG.</summary>
public record TaskOptions
{
    /// <summary>Who looks after the task; shown in the UI and used for filtering.</summary>
    /// <value>Default: <c>airflow</c>.</value>
    public string? Owner { get; init; }

    /// <summary>How many more tries follow a failed one; 0 is none.</summary>
    /// <value>Default: 0 (<c>[core] default_task_retries</c>).</value>
    public int? Retries { get; init; }

    /// <summary>How long to wait before the next try.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Factor by which the delay grows from try to try, with jitter; 0 or 1 is a constant delay, 2 doubles it.</summary>
    /// <value>Default: 0.</value>
    public double? RetryExponentialBackoff { get; init; }

    /// <summary>Upper bound of a delay that grows; without backoff it has no effect.</summary>
    /// <value>Default: none.</value>
    public TimeSpan? MaxRetryDelay { get; init; }

    /// <summary>Decides by the error whether and when another try follows.</summary>
    /// <value>Default: none; <see cref="Retries"/> and <see cref="RetryDelay"/> alone decide.</value>
    public RetryPolicy? RetryPolicy { get; init; }

    /// <summary>First moment from which the task takes part in runs; of unspecified kind it is in the DAG's time zone.</summary>
    /// <value>Default: the DAG's.</value>
    public DateTime? StartDate { get; init; }

    /// <summary>Last moment until which the task takes part in runs; of unspecified kind it is in the DAG's time zone.</summary>
    /// <value>Default: the DAG's.</value>
    public DateTime? EndDate { get; init; }

    /// <summary>Whether the task waits until it succeeded or was skipped in the previous run.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? DependsOnPast { get; init; }

    /// <summary>Whether <see cref="DependsOnPast"/> is waived for the first run.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool? IgnoreFirstDependsOnPast { get; init; }

    /// <summary>Whether a task that is to be skipped first waits for its past dependencies.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? WaitForPastDependsBeforeSkipping { get; init; }

    /// <summary>Whether the task also waits for the tasks directly after it in the previous run.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? WaitForDownstream { get; init; }

    /// <summary>Params of this task; they override the DAG's of the same name.</summary>
    /// <value>Default: none.</value>
    public ParamSet? Params { get; init; }

    /// <summary>Weight by which waiting tasks are ordered; higher goes first.</summary>
    /// <value>Default: 1.</value>
    public int? PriorityWeight { get; init; }

    /// <summary>How the weights of the tasks around are added to this one's.</summary>
    /// <value>Default: <see cref="Airflow.WeightRule.Downstream"/>.</value>
    public WeightRule? WeightRule { get; init; }

    /// <summary>Queue of the workers that may run the task.</summary>
    /// <value>Default: <c>[operators] default_queue</c>.</value>
    public string? Queue { get; init; }

    /// <summary>Pool whose slots the task occupies while it runs.</summary>
    /// <value>Default: <c>default_pool</c>.</value>
    public string? Pool { get; init; }

    /// <summary>Slots of the pool that the task occupies; at least 1.</summary>
    /// <value>Default: 1.</value>
    public int? PoolSlots { get; init; }

    /// <summary>Longest time that one try may run; then it fails (and may be retried).</summary>
    /// <value>Default: none.</value>
    public TimeSpan? ExecutionTimeout { get; init; }

    /// <summary>Called before the task's own code runs.</summary>
    /// <value>Default: none.</value>
    public Callback? OnExecute { get; init; }

    /// <summary>Called when the task has failed for good.</summary>
    /// <value>Default: none.</value>
    public Callback? OnFailure { get; init; }

    /// <summary>Called when the task has succeeded.</summary>
    /// <value>Default: none.</value>
    public Callback? OnSuccess { get; init; }

    /// <summary>Called when a try has failed and another one will follow.</summary>
    /// <value>Default: none.</value>
    public Callback? OnRetry { get; init; }

    /// <summary>Called when the task has skipped itself.</summary>
    /// <value>Default: none.</value>
    public Callback? OnSkipped { get; init; }

    /// <summary>What must have become of the tasks before this one so that it runs.</summary>
    /// <value>Default: <see cref="Airflow.TriggerRule.AllSuccess"/>.</value>
    public TriggerRule? TriggerRule { get; init; }

    /// <summary>Asked before the task's own code; the task runs only if it says so, and is skipped otherwise.</summary>
    /// <value>Default: none.</value>
    public Func<TaskContext, bool>? RunIf { get; init; }

    /// <summary>Asked before the task's own code; the task is skipped if it says so.</summary>
    /// <value>Default: none.</value>
    public Func<TaskContext, bool>? SkipIf { get; init; }

    /// <summary>User of the operating system who runs the task.</summary>
    /// <value>Default: the worker's.</value>
    public string? RunAsUser { get; init; }

    /// <summary>Jinja text that names an instance of a mapped task, instead of its number.</summary>
    /// <value>Default: none.</value>
    public string? MapIndexTemplate { get; init; }

    /// <summary>How many instances of this task may run at once over all runs.</summary>
    /// <value>Default: no limit.</value>
    public int? MaxActiveTisPerDag { get; init; }

    /// <summary>How many instances of this task may run at once in one run.</summary>
    /// <value>Default: no limit.</value>
    public int? MaxActiveTisPerDagrun { get; init; }

    /// <summary>Name or alias of the executor that runs the task.</summary>
    /// <value>Default: the first of <c>[core] executor</c>.</value>
    public string? Executor { get; init; }

    /// <summary>Free settings for the executor; must be serialisable as JSON.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, object?>? ExecutorConfig { get; init; }

    /// <summary>Whether the result is stored as the XCom <c>return_value</c>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool? DoXComPush { get; init; }

    /// <summary>Whether a result that is a JSON object is stored property by property as XComs of their own, too.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? MultipleOutputs { get; init; }

    /// <summary>Assets that the task reads.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<AssetExpression>? Inlets { get; init; }

    /// <summary>Assets (or aliases) that the task updates; on success each gets an event.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<AssetExpression>? Outlets { get; init; }

    /// <summary>Name shown in the UI instead of the id; any characters.</summary>
    /// <value>Default: the id.</value>
    public string? DisplayName { get; init; }

    /// <summary>Documentation as plain text.</summary>
    /// <value>Default: none.</value>
    public string? Doc { get; init; }

    /// <summary>Documentation as Markdown.</summary>
    /// <value>Default: none.</value>
    public string? DocMd { get; init; }

    /// <summary>Documentation as JSON.</summary>
    /// <value>Default: none.</value>
    public string? DocJson { get; init; }

    /// <summary>Documentation as YAML.</summary>
    /// <value>Default: none.</value>
    public string? DocYaml { get; init; }

    /// <summary>Documentation as reStructuredText.</summary>
    /// <value>Default: none.</value>
    public string? DocRst { get; init; }

    /// <summary>Name of the logger under which the task writes.</summary>
    /// <value>Default: <c>airflow.task</c>.</value>
    public string? LoggerName { get; init; }

    /// <summary>Whether rendered templates keep their type instead of becoming text.</summary>
    /// <value>Default: the DAG's.</value>
    public bool? RenderTemplateAsNativeObj { get; init; }

    /// <summary>These options, completed by <paramref name="defaults"/> where they are silent.</summary>
    internal TaskOptions Or(TaskOptions? defaults) => defaults is null ? this : this with
    {
        Owner = Owner ?? defaults.Owner,
        Retries = Retries ?? defaults.Retries,
        RetryDelay = RetryDelay ?? defaults.RetryDelay,
        RetryExponentialBackoff = RetryExponentialBackoff ?? defaults.RetryExponentialBackoff,
        MaxRetryDelay = MaxRetryDelay ?? defaults.MaxRetryDelay,
        StartDate = StartDate ?? defaults.StartDate,
        EndDate = EndDate ?? defaults.EndDate,
        DependsOnPast = DependsOnPast ?? defaults.DependsOnPast,
        IgnoreFirstDependsOnPast = IgnoreFirstDependsOnPast ?? defaults.IgnoreFirstDependsOnPast,
        WaitForPastDependsBeforeSkipping = WaitForPastDependsBeforeSkipping ?? defaults.WaitForPastDependsBeforeSkipping,
        WaitForDownstream = WaitForDownstream ?? defaults.WaitForDownstream,
        Params = Params ?? defaults.Params,
        PriorityWeight = PriorityWeight ?? defaults.PriorityWeight,
        WeightRule = WeightRule ?? defaults.WeightRule,
        Queue = Queue ?? defaults.Queue,
        Pool = Pool ?? defaults.Pool,
        PoolSlots = PoolSlots ?? defaults.PoolSlots,
        ExecutionTimeout = ExecutionTimeout ?? defaults.ExecutionTimeout,
        OnExecute = OnExecute ?? defaults.OnExecute,
        OnFailure = OnFailure ?? defaults.OnFailure,
        OnSuccess = OnSuccess ?? defaults.OnSuccess,
        OnRetry = OnRetry ?? defaults.OnRetry,
        OnSkipped = OnSkipped ?? defaults.OnSkipped,
        RetryPolicy = RetryPolicy ?? defaults.RetryPolicy,
        TriggerRule = TriggerRule ?? defaults.TriggerRule,
        RunIf = RunIf ?? defaults.RunIf,
        SkipIf = SkipIf ?? defaults.SkipIf,
        RunAsUser = RunAsUser ?? defaults.RunAsUser,
        MapIndexTemplate = MapIndexTemplate ?? defaults.MapIndexTemplate,
        MaxActiveTisPerDag = MaxActiveTisPerDag ?? defaults.MaxActiveTisPerDag,
        MaxActiveTisPerDagrun = MaxActiveTisPerDagrun ?? defaults.MaxActiveTisPerDagrun,
        Executor = Executor ?? defaults.Executor,
        ExecutorConfig = ExecutorConfig ?? defaults.ExecutorConfig,
        DoXComPush = DoXComPush ?? defaults.DoXComPush,
        MultipleOutputs = MultipleOutputs ?? defaults.MultipleOutputs,
        Inlets = Inlets ?? defaults.Inlets,
        Outlets = Outlets ?? defaults.Outlets,
        DisplayName = DisplayName ?? defaults.DisplayName,
        Doc = Doc ?? defaults.Doc,
        DocMd = DocMd ?? defaults.DocMd,
        DocJson = DocJson ?? defaults.DocJson,
        DocYaml = DocYaml ?? defaults.DocYaml,
        DocRst = DocRst ?? defaults.DocRst,
        LoggerName = LoggerName ?? defaults.LoggerName,
        RenderTemplateAsNativeObj = RenderTemplateAsNativeObj ?? defaults.RenderTemplateAsNativeObj,
    };
}
