namespace Airflow;

/// <summary>A branch from a C# function.</summary>
internal sealed class FunctionBranch : BranchOperator
{
    private readonly TaskFunction _function;

    public FunctionBranch(string taskId, TaskFunction function, TaskOptions? options)
        : base(taskId)
    {
        _function = function;
        Options = options ?? Options;
    }

    internal override OperatorType OperatorType => FunctionTypes.Branch;

    internal override IReadOnlyList<ITaskOutput> Inputs => _function.Inputs;

    protected internal override async ValueTask<IReadOnlyCollection<TaskNode>> ChooseAsync(TaskContext context) =>
        await _function.CallAsync(context) switch
        {
            null => [],
            TaskNode node => [node],
            IEnumerable<TaskNode> nodes => [.. nodes],
            var other => throw new InvalidOperationException($"Branch '{context.TaskId}' chose a {TypeName.Of(other.GetType())}, which is no task."),
        };
}
