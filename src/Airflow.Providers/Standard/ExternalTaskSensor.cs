namespace Airflow.Providers.Standard;

/// <summary>Waits until tasks of another DAG, or its whole run, have ended for the same logical date or an earlier one.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.sensors.external_task", UiColor = "#4db7db")]
public sealed class ExternalTaskSensor(string taskId) : SensorOperator(taskId)
{
    /// <summary>The other DAG.</summary>
    [TemplateField]
    public Template? ExternalDagId { get; init; }

    /// <summary>Its tasks.</summary>
    /// <value>Default: none, the run as a whole.</value>
    [TemplateField]
    public IReadOnlyList<string> ExternalTaskIds { get; init; } = [];

    /// <summary>How much earlier than this run's logical date the other run's is.</summary>
    /// <value>Default: zero, the same date.</value>
    public TimeSpan ExecutionDelta { get; init; }

    /// <summary>States in which what is waited for has ended well.</summary>
    /// <value>Default: <c>success</c>.</value>
    public IReadOnlyList<string> AllowedStates { get; init; } = ["success"];

    /// <summary>States in which what is waited for makes this task skipped.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> SkippedStates { get; init; } = [];

    /// <summary>States in which what is waited for fails this task.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> FailedStates { get; init; } = [];

    /// <inheritdoc/>
    protected override async ValueTask<PokeResult> PokeAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var dagId = ExternalDagId?.Text ?? throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no ExternalDagId.");
        var date = context.LogicalDate - ExecutionDelta;
        if (await CountAsync(dagId, date, FailedStates, context) > 0)
        {
            throw new TaskFailedException($"What task '{context.TaskId}' waits for in DAG '{dagId}' at {date:O} has ended as {string.Join(" or ", FailedStates)}.");
        }

        if (await CountAsync(dagId, date, SkippedStates, context) > 0)
        {
            throw new TaskSkippedException($"What task '{context.TaskId}' waits for in DAG '{dagId}' at {date:O} has ended as {string.Join(" or ", SkippedStates)}.");
        }

        return await CountAsync(dagId, date, AllowedStates, context) >= Math.Max(1, ExternalTaskIds.Count);
    }

    private async Task<int> CountAsync(string dagId, DateTimeOffset date, IReadOnlyList<string> states, TaskContext context)
    {
        if (states.Count == 0)
        {
            return 0;
        }

        return ExternalTaskIds.Count == 0
            ? await context.Runs.CountAsync(dagId, [date], states)
            : await context.Runs.CountTasksAsync(dagId, ExternalTaskIds, [date], states);
    }
}
