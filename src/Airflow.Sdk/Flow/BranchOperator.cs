namespace Airflow;

/// <summary>Decides which of the tasks directly after it go on; the others, and what depends on them, are skipped.</summary>
public abstract class BranchOperator : Operator, ISkipsDownstream
{
    /// <summary>Names the task.</summary>
    /// <param name="taskId">Id, unique in its DAG.</param>
    protected BranchOperator(string taskId)
        : base(taskId)
    {
    }

    /// <summary>The tasks directly after this one, among which it chooses.</summary>
    protected IReadOnlyCollection<TaskNode> Choices => Dag.Graph.Downstream(this);

    /// <summary>Chooses.</summary>
    /// <param name="context">The try.</param>
    /// <returns>Tasks or groups directly after this one; none skips all of them.</returns>
    protected internal abstract ValueTask<IReadOnlyCollection<TaskNode>> ChooseAsync(TaskContext context);

    /// <inheritdoc/>
    protected internal sealed override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var chosen = await ChooseAsync(context);
        await DownstreamSkip.AllExceptAsync(this, chosen, context);
        var ids = chosen.Select(node => node.Id).ToArray();
        return ids.Length == 1 ? TaskOutcome.Success(ids[0]) : TaskOutcome.Success(ids);
    }
}
