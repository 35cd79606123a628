namespace Airflow.Providers.Standard;

/// <summary>
/// Asks people and waits for an answer, without a slot. The result is the answer: <c>chosen_options</c>, <c>params_input</c>, <c>responded_by_user</c> and
/// <c>responded_at</c>.
/// </summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.hitl")]
#pragma warning disable S101 // the operator is called as in Airflow, in DAGs and in what is stored of them
public class HITLOperator(string taskId) : Operator(taskId)
#pragma warning restore S101
{
    /// <summary>The question in a line.</summary>
    [TemplateField]
    public Template? Subject { get; init; }

    /// <summary>What has to be known to decide, as Markdown.</summary>
    /// <value>Default: none.</value>
    [TemplateField]
    public Template? Body { get; init; }

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Options that are chosen beforehand, and that count when nobody answers in time.</summary>
    /// <value>Default: none, and the try fails then.</value>
    public IReadOnlyList<string>? Defaults { get; init; }

    /// <summary>Whether more than one option may be chosen.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Multiple { get; init; }

    /// <summary>The only people who may answer.</summary>
    /// <value>Default: none, and whoever may change task instances may answer.</value>
    public IReadOnlyList<HumanUser>? AssignedUsers { get; init; }

    /// <summary>How long it waits for an answer.</summary>
    /// <value>Default: the task's execution timeout; without one, for ever.</value>
    public TimeSpan? ResponseTimeout { get; init; }

    /// <summary>What may be chosen in fact.</summary>
    private protected virtual IReadOnlyList<string> AllOptions => Options;

    /// <summary>What counts when nobody answers in time.</summary>
    private protected virtual IReadOnlyList<string>? AllDefaults => Defaults;

    /// <inheritdoc/>
    protected sealed override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Event is not { } told)
        {
            return TaskOutcome.AwaitingInput(Question(context), ResponseTimeout ?? ExecutionTimeout);
        }

        var answer = HumanResponse.Read(told);
        Check(answer, context);
        return await GoOnAsync(answer, context);
    }

    /// <summary>Goes on with an answer that fits the question.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="context">The try.</param>
    /// <returns>What became of the try.</returns>
    protected virtual ValueTask<TaskOutcome> GoOnAsync(HumanResponse answer, TaskContext context) => ValueTask.FromResult(Result(answer));

    /// <summary>The answer as the result of the task.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>A success.</returns>
    protected static TaskOutcome Result(HumanResponse answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return TaskOutcome.Success(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["chosen_options"] = answer.ChosenOptions,
            ["params_input"] = answer.ParamsInput,
            ["responded_at"] = answer.RespondedAt,
            ["responded_by_user"] = answer.RespondedBy is { } user ? new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = user.Id, ["name"] = user.Name } : null,
        });
    }

    private HumanQuestion Question(TaskContext context)
    {
        var (options, defaults) = (AllOptions, AllDefaults);
        if (Subject?.Text is not { Length: > 0 } subject || options.Count == 0)
        {
            throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no {(options.Count == 0 ? "Options" : "Subject")}, so there is nothing to ask.");
        }

        if (defaults?.FirstOrDefault(one => !options.Contains(one)) is { } unknown)
        {
            throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}': the default '{unknown}' is none of the options: {string.Join(", ", options)}.");
        }

        return defaults is { Count: > 1 } && !Multiple
            ? throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has more than one default, and Multiple is not set.")
            : new HumanQuestion { Subject = subject, Options = options, Body = Body?.Text, Defaults = defaults, Multiple = Multiple, Params = Params, AssignedUsers = AssignedUsers };
    }

    private void Check(HumanResponse answer, TaskContext context)
    {
        var options = AllOptions;
        if (answer.ChosenOptions.FirstOrDefault(chosen => !options.Contains(chosen)) is { } unknown)
        {
            throw new TaskFailedException($"Task '{context.TaskId}': the answer '{unknown}' is none of the options: {string.Join(", ", options)}.");
        }

        var names = (Params ?? []).Select(static param => param.Key).Order(StringComparer.Ordinal).ToList();
        if (!names.SequenceEqual(answer.ParamsInput.Keys.Order(StringComparer.Ordinal)))
        {
            throw new TaskFailedException(
                $"Task '{context.TaskId}': the answer gives the params [{string.Join(", ", answer.ParamsInput.Keys)}], and the question has [{string.Join(", ", names)}].");
        }
    }
}
