namespace Airflow;

/// <summary>A sensor from a C# function.</summary>
internal sealed class FunctionSensor : SensorOperator
{
    private readonly TaskFunction _function;

    public FunctionSensor(string taskId, TaskFunction function, SensorOptions? options)
        : base(taskId)
    {
        _function = function;
        Options = options ??= new SensorOptions();
        PokeInterval = options.PokeInterval;
        Timeout = options.Timeout;
        Mode = options.Mode;
        SoftFail = options.SoftFail;
        SilentFail = options.SilentFail;
        NeverFail = options.NeverFail;
        ExponentialBackoff = options.ExponentialBackoff;
        MaxWait = options.MaxWait;
    }

    internal override OperatorType OperatorType => FunctionTypes.Sensor;

    internal override IReadOnlyList<ITaskOutput> Inputs => _function.Inputs;

    protected internal override async ValueTask<PokeResult> PokeAsync(TaskContext context) =>
        await _function.CallAsync(context) is PokeResult { } result ? result : PokeResult.NotYet;
}
