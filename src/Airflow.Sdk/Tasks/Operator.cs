namespace Airflow;

/// <summary>A task that can run. Derive from it to write an operator: set its template fields as properties and override <see cref="ExecuteAsync"/>.</summary>
public abstract partial class Operator : TaskNode
{
    private TaskOptions? _resolved;

    /// <summary>Names the task; it becomes part of a DAG by <c>dag.Add(…)</c>.</summary>
    /// <param name="taskId">Id, unique in its DAG: letters, digits, dashes, dots and underscores, at most 250.</param>
    protected Operator(string taskId)
        : base(taskId)
    {
    }

    /// <summary>Does the work of one try. Template fields have been rendered before.</summary>
    /// <param name="context">The try, its run and everything a task may ask for; carries the cancellation token.</param>
    /// <returns>What became of it. An exception fails the try.</returns>
    protected internal abstract ValueTask<TaskOutcome> ExecuteAsync(TaskContext context);

    /// <summary>An XCom that this task pushes under a name of its own, as an input for later tasks.</summary>
    /// <typeparam name="T">Type as which the value is read.</typeparam>
    /// <param name="key">Name of the XCom.</param>
    /// <returns>The input.</returns>
    public ITaskOutput<T> Output<T>(string key = XComs.ReturnValue) => new TaskOutput<T>(this, key);

    /// <summary>What the author wrote on this task itself, without default arguments.</summary>
    internal TaskOptions Options { get; set; } = new();

    /// <summary>What holds for this task: its own options, completed by the default arguments of its groups and its DAG.</summary>
    internal TaskOptions ResolvedOptions => _resolved ??= ResolveOptions();

    /// <summary>Operator as Airflow's serialised form describes it.</summary>
    internal virtual OperatorType OperatorType => OperatorType.Of(GetType());

    /// <summary>Results of other tasks that are handed to this one, in the order of its parameters.</summary>
    internal virtual IReadOnlyList<ITaskOutput> Inputs => [];

    /// <summary>What the task is mapped over; <see langword="null"/> if it is not mapped.</summary>
    internal virtual ExpandInput? ExpandInput => null;

    internal bool IsMapped => ExpandInput is not null;

    /// <summary>The innermost mapped group around it.</summary>
    internal TaskGroup? MappedGroup
    {
        get
        {
            var group = Group;
            while (group is { ExpandInput: null })
            {
                group = group.Group;
            }

            return group;
        }
    }

    /// <summary>Whether a run has several instances of it, told apart by their map index.</summary>
    internal bool HasInstances => IsMapped || MappedGroup is not null;

    /// <summary>The object whose template fields are rendered: the operator itself, or the one behind a mapped task.</summary>
    internal virtual Operator TemplateTarget => this;

    internal bool IsSetup { get; set; }

    internal bool IsTeardown { get; set; }

    internal bool OnFailureFailDagRun { get; set; }

    /// <summary>Type of the result where it is known at compile time.</summary>
    internal virtual Type? ResultType => null;

    /// <summary>The operator that runs in this try: a copy that may be filled, for a mapped task with the elements of its instance.</summary>
    internal virtual ValueTask<Operator> BindAsync(TaskContext context) => ValueTask.FromResult(OperatorType.TemplateFields.Count > 0 ? CloneForRun() : this);

    /// <summary>A copy whose template fields may be filled for one try without leaving traces in the DAG.</summary>
    internal Operator CloneForRun() => (Operator)MemberwiseClone();

    internal virtual void ApplyDefaultArguments(IReadOnlyDictionary<string, object?> arguments) => OperatorArguments.ApplyDefaults(this, arguments);

    private TaskOptions ResolveOptions()
    {
        var options = Options;
        for (var group = Group; group is not null; group = group.Group)
        {
            options = options.Or(group.DefaultArgs);
        }

        return options.Or(Dag.DefaultArgs);
    }
}
