using System.Globalization;

namespace Airflow.Providers.Standard;

/// <summary>Waits until a moment has come.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.sensors.date_time", UiColor = "#e6f1f2")]
public sealed class DateTimeSensor(string taskId) : SensorOperator(taskId)
{
    /// <summary>The moment, as ISO 8601 text; without an offset it is in UTC.</summary>
    [TemplateField]
    public Template? TargetTime { get; init; }

    /// <inheritdoc/>
    protected override ValueTask<PokeResult> PokeAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var text = TargetTime?.Text;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var target)
            ? ValueTask.FromResult<PokeResult>(context.Time.GetUtcNow() >= target)
            : throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}': TargetTime '{text}' is no date and time such as 2026-01-31T06:00:00+00:00.");
    }
}
