namespace Airflow;

/// <summary>A task from a C# function whose result is a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">Type of the result; it must have a JSON form.</typeparam>
public class TaskNode<T> : Operator, ITaskOutput<T>
{
    private readonly TaskFunction _function;

    internal TaskNode(string taskId, TaskFunction function, TaskOptions? options)
        : base(taskId)
    {
        _function = function;
        Options = options ?? Options;
    }

    /// <inheritdoc/>
    Operator ITaskOutput.Task => this;

    /// <inheritdoc/>
    string ITaskOutput.Key => XComs.ReturnValue;

    internal override OperatorType OperatorType => FunctionTypes.Task;

    internal override IReadOnlyList<ITaskOutput> Inputs => _function.Inputs;

    internal override ExpandInput? ExpandInput => _function.Mapped?.Input;

    internal override Type? ResultType => typeof(T);

    /// <inheritdoc/>
    protected internal override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        var result = await _function.CallAsync(context);
        return result as TaskOutcome ?? new TaskSucceeded(result, ElementType);
    }

    /// <summary>Type under which one try's result is serialised.</summary>
    private protected virtual Type ElementType => typeof(T);
}
