namespace Airflow.Engine.Dags;

/// <summary>Works out the settings of tasks: the task's own word first, then partial arguments, client defaults, the schema's defaults.</summary>
internal sealed class TaskSettingsResolver(SerializedDag dag)
{
    private static readonly SerializedTask Nothing = new();

    public TaskSettings Resolve(SerializedTask task)
    {
        var layers = new Layers(task, Partial(task), dag.TaskDefaults ?? Nothing);
        var schema = new TaskSettings { TaskId = task.TaskId, DisplayName = task.TaskId, Operator = "BaseOperator" };
        return WithFlags(task, layers, WithLimits(task, layers, WithRetries(layers, schema)));
    }

    private static SerializedTask Partial(SerializedTask task) =>
        task.PartialKwargs is { } partial ? PartialKwargsReader.Read(partial, $"task '{task.TaskId}'.partial_kwargs") : Nothing;

    private static TaskSettings WithRetries(Layers layers, TaskSettings settings) => settings with
    {
        Retries = layers.Value(task => task.Retries) ?? settings.Retries,
        RetryDelay = layers.Value(task => task.RetryDelay) ?? settings.RetryDelay,
        RetryBackoffMultiplier = layers.Value(task => task.RetryExponentialBackoff)?.Multiplier ?? 0,
        MaxRetryDelay = layers.Value(task => task.MaxRetryDelay),
        HasRetryPolicy = layers.Flag(task => task.HasRetryPolicy),
        ExecutionTimeout = layers.Value(task => task.ExecutionTimeout),
        TriggerRule = layers.Text(task => task.TriggerRule) ?? settings.TriggerRule,
        DependsOnPast = layers.Flag(task => task.DependsOnPast),
        IgnoreFirstDependsOnPast = layers.Flag(task => task.IgnoreFirstDependsOnPast),
        WaitForPastDependsBeforeSkipping = layers.Flag(task => task.WaitForPastDependsBeforeSkipping),
        WaitForDownstream = layers.Flag(task => task.WaitForDownstream),
    };

    private TaskSettings WithLimits(SerializedTask task, Layers layers, TaskSettings settings) => settings with
    {
        DisplayName = layers.Text(layer => layer.TaskDisplayName) ?? task.TaskId,
        Operator = task.OperatorName ?? task.TaskType ?? settings.Operator,
        Owner = layers.Text(layer => layer.Owner) ?? settings.Owner,
        StartDate = layers.Value(layer => layer.StartDate) ?? dag.StartDate,
        EndDate = layers.Value(layer => layer.EndDate) ?? dag.EndDate,
        Queue = layers.Text(layer => layer.Queue) ?? settings.Queue,
        Pool = layers.Text(layer => layer.Pool) ?? settings.Pool,
        PoolSlots = layers.Value(layer => layer.PoolSlots) ?? settings.PoolSlots,
        PriorityWeight = (int)Math.Clamp(layers.Value(layer => layer.PriorityWeight) ?? settings.PriorityWeight, int.MinValue, int.MaxValue),
        WeightRule = Rule(task, layers.Text(layer => layer.WeightRule)),
        Executor = layers.Text(layer => layer.Executor),
        ExecutorConfig = task.ExecutorConfig,
        MaxActiveTisPerDag = layers.Value(layer => layer.MaxActiveTisPerDag),
        MaxActiveTisPerDagrun = layers.Value(layer => layer.MaxActiveTisPerDagrun),
    };

    private static TaskSettings WithFlags(SerializedTask task, Layers layers, TaskSettings settings) => settings with
    {
        DoXcomPush = layers.Value(layer => layer.DoXcomPush) ?? settings.DoXcomPush,
        IsSetup = task.IsSetup ?? false,
        IsTeardown = task.IsTeardown ?? false,
        OnFailureFailDagrun = layers.Flag(layer => layer.OnFailureFailDagrun),
        IsMapped = task.IsMapped ?? false,
        IsSensor = task.IsSensor ?? false,
        IsEmpty = task.IsEmpty ?? false,
        CanSkipDownstream = task.CanSkipDownstream ?? false,
        StartFromTrigger = task.StartFromTrigger ?? false,
        StartTriggerArgs = task.StartTriggerArgs,
        MapIndexTemplate = layers.Text(layer => layer.MapIndexTemplate),
        ExpandInput = task.ExpandInput,
        Inlets = layers.Value(layer => layer.Inlets) ?? [],
        Outlets = layers.Value(layer => layer.Outlets) ?? [],
        HasOnExecuteCallback = layers.Flag(layer => layer.HasOnExecuteCallback),
        HasOnFailureCallback = layers.Flag(layer => layer.HasOnFailureCallback),
        HasOnSkippedCallback = layers.Flag(layer => layer.HasOnSkippedCallback),
        HasOnSuccessCallback = layers.Flag(layer => layer.HasOnSuccessCallback),
        HasOnRetryCallback = layers.Flag(layer => layer.HasOnRetryCallback),
    };

    private static WeightRule Rule(SerializedTask task, string? name) =>
        name is null
            ? WeightRule.Downstream
            : WeightRules.Find(name) ?? throw new DagSerializationException(
                $"task '{task.TaskId}'.weight_rule",
                $"'{name}' is no weight rule; use downstream, upstream or absolute");

    /// <summary>The places where a setting may be given, the nearest first.</summary>
    private readonly record struct Layers(SerializedTask Own, SerializedTask Shared, SerializedTask Defaults)
    {
        public string? Text(Func<SerializedTask, string?> field) => field(Own) ?? field(Shared) ?? field(Defaults);

        public T? Value<T>(Func<SerializedTask, T?> field)
            where T : struct => field(Own) ?? field(Shared) ?? field(Defaults);

        public bool Flag(Func<SerializedTask, bool?> field) => Value(field) ?? false;
    }
}
