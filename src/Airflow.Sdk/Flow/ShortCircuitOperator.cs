namespace Airflow;

/// <summary>Goes on only if a C# function says so; otherwise everything after it is skipped.</summary>
internal sealed class ShortCircuitOperator : Operator, ISkipsDownstream
{
    private readonly TaskFunction _function;
    private readonly bool _ignoreDownstreamTriggerRules;

    public ShortCircuitOperator(string taskId, TaskFunction function, TaskOptions? options)
        : base(taskId)
    {
        _function = function;
        _ignoreDownstreamTriggerRules = (options as ShortCircuitOptions)?.IgnoreDownstreamTriggerRules ?? true;
        Options = options ?? Options;
    }

    internal override OperatorType OperatorType => FunctionTypes.ShortCircuit;

    internal override IReadOnlyList<ITaskOutput> Inputs => _function.Inputs;

    protected internal override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        var goOn = await _function.CallAsync(context) is true;
        if (!goOn)
        {
            await DownstreamSkip.AllAfterAsync(this, _ignoreDownstreamTriggerRules, context);
        }

        return TaskOutcome.Success(goOn);
    }
}
