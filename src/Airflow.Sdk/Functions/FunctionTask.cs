namespace Airflow;

/// <summary>A task from a C# function without a result.</summary>
internal sealed class FunctionTask : Operator
{
    private readonly TaskFunction _function;

    public FunctionTask(string taskId, TaskFunction function, TaskOptions? options)
        : base(taskId)
    {
        _function = function;
        Options = options ?? Options;
    }

    internal override OperatorType OperatorType => FunctionTypes.Task;

    internal override IReadOnlyList<ITaskOutput> Inputs => _function.Inputs;

    internal override ExpandInput? ExpandInput => _function.Mapped?.Input;

    protected internal override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        await _function.CallAsync(context);
        return TaskOutcome.Success();
    }
}
