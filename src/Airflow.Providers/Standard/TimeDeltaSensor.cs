namespace Airflow.Providers.Standard;

/// <summary>Waits until some time after the end of the run's data interval, or after the run was allowed to start if it has none.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.sensors.time_delta", UiColor = "#e6f1f2")]
public sealed class TimeDeltaSensor(string taskId) : SensorOperator(taskId)
{
    /// <summary>How long after.</summary>
    /// <value>Default: zero.</value>
    public TimeSpan Delta { get; init; }

    /// <inheritdoc/>
    protected override ValueTask<PokeResult> PokeAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var from = context.HasLogicalDate ? context.DataInterval.End : context.RunAfter;
        return ValueTask.FromResult<PokeResult>(context.Time.GetUtcNow() > from + Delta);
    }
}
