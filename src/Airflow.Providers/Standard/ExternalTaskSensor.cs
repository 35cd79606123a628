namespace Airflow.Providers.Standard;

/// <summary>Waits until tasks of another DAG, a group of them, or its whole run, have ended for the same logical date or another one.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.sensors.external_task", UiColor = "#4db7db")]
public sealed class ExternalTaskSensor(string taskId) : SensorOperator(taskId)
{
    /// <summary>The other DAG.</summary>
    [TemplateField]
    public Template? ExternalDagId { get; init; }

    /// <summary>Its task, when it is one.</summary>
    /// <value>Default: none, the run as a whole.</value>
    [TemplateField]
    public Template? ExternalTaskId { get; init; }

    /// <summary>Its tasks, when there are several.</summary>
    /// <value>Default: none, the run as a whole.</value>
    [TemplateField]
    public IReadOnlyList<string> ExternalTaskIds { get; init; } = [];

    /// <summary>Its group of tasks, all of which have to end.</summary>
    /// <value>Default: none.</value>
    [TemplateField]
    public Template? ExternalTaskGroupId { get; init; }

    /// <summary>How much earlier than this run's logical date the other run's is.</summary>
    /// <value>Default: zero, the same date.</value>
    public TimeSpan ExecutionDelta { get; init; }

    /// <summary>Gives the logical dates of the runs to wait for, from this run's.</summary>
    /// <value>Default: none, <see cref="ExecutionDelta"/> says it.</value>
    public Func<DateTimeOffset, IReadOnlyList<DateTimeOffset>>? ExecutionDateFn { get; init; }

    /// <summary>States in which what is waited for has ended well.</summary>
    /// <value>Default: <c>success</c>.</value>
    public IReadOnlyList<string> AllowedStates { get; init; } = ["success"];

    /// <summary>States in which what is waited for makes this task skipped.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> SkippedStates { get; init; } = [];

    /// <summary>States in which what is waited for fails this task, or skips it if it has <see cref="SensorOperator.SoftFail"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> FailedStates { get; init; } = [];

    /// <inheritdoc/>
    protected override async ValueTask<PokeResult> PokeAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var target = Target(context);
        if (await target.CountAsync(FailedStates, context) > 0)
        {
            var message = $"What task '{context.TaskId}' waits for in {target} has ended as {string.Join(" or ", FailedStates)}.";
            throw SoftFail ? new TaskSkippedException(message) : new TaskFailedException(message);
        }

        if (await target.CountAsync(SkippedStates, context) > 0)
        {
            throw new TaskSkippedException($"What task '{context.TaskId}' waits for in {target} has ended as {string.Join(" or ", SkippedStates)}.");
        }

        return await target.IsReachedAsync(AllowedStates, context);
    }

    private ExternalTarget Target(TaskContext context)
    {
        var dagId = ExternalDagId?.Text ?? throw Wrong(context, "has no ExternalDagId");
        IReadOnlyList<string> tasks = ExternalTaskId?.Text is { } single ? [single, .. ExternalTaskIds] : ExternalTaskIds;
        var group = ExternalTaskGroupId?.Text;
        if (new[] { ExternalTaskId is not null, ExternalTaskIds.Count > 0, group is not null }.Count(isGiven => isGiven) > 1)
        {
            throw Wrong(context, "has more than one of ExternalTaskId, ExternalTaskIds and ExternalTaskGroupId");
        }

        if (ExecutionDateFn is not null && ExecutionDelta != TimeSpan.Zero)
        {
            throw Wrong(context, "has both ExecutionDelta and ExecutionDateFn");
        }

        var date = context.HasLogicalDate ? context.LogicalDate : context.RunAfter;
        return new ExternalTarget(dagId, tasks.Distinct(StringComparer.Ordinal).ToList(), group, ExecutionDateFn?.Invoke(date) ?? [date - ExecutionDelta]);
    }

    private static TaskFailedException Wrong(TaskContext context, string what) => new(retryable: false, $"Task '{context.TaskId}' {what}.");
}
