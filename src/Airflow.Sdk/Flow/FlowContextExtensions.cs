namespace Airflow;

/// <summary>What an operator that is an <see cref="ISkipsDownstream"/> may do with the tasks after it.</summary>
public static class FlowContextExtensions
{
    /// <summary>Skips what comes after the task.</summary>
    /// <param name="context">The try.</param>
    /// <param name="ignoreTriggerRules">Whether all tasks after it are skipped, whatever their trigger rule; otherwise only those directly after it are.</param>
    /// <returns>Completed when it is noted.</returns>
    public static async Task SkipDownstreamAsync(this TaskContext context, bool ignoreTriggerRules = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        await DownstreamSkip.AllAfterAsync(TaskOf(context), ignoreTriggerRules, context);
    }

    /// <summary>Skips what comes directly after the task, but for these.</summary>
    /// <param name="context">The try.</param>
    /// <param name="taskIds">Ids of tasks or groups directly after this one.</param>
    /// <returns>Completed when it is noted.</returns>
    public static async Task FollowOnlyAsync(this TaskContext context, IReadOnlyCollection<string> taskIds)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(taskIds);
        var task = TaskOf(context);
        var next = task.Dag.Graph.Downstream(task);
        await DownstreamSkip.AllExceptAsync(
            task,
            [.. taskIds.Select(id => next.FirstOrDefault(node => node.Id == id)
                ?? throw new TaskFailedException(
                    retryable: false,
                    $"Task '{context.TaskId}' chose {id}, which does not come directly after it; those that do: {string.Join(", ", next.Select(static node => node.Id))}."))],
            context);
    }

    private static Operator TaskOf(TaskContext context) => context.Task ?? throw new InvalidOperationException($"The try of '{context.TaskId}' has no operator whose tasks could be skipped.");
}
