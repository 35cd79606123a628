namespace Airflow.Providers.Standard;

/// <summary>
/// Does nothing itself, and says that a task of another DAG depends on what comes before: clearing this task clears that one and what
/// comes after it, in the run of the same logical date, and from there on through the markers of that DAG.
/// </summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.sensors.external_task", UiColor = "#4db7db")]
public sealed class ExternalTaskMarker(string taskId) : Operator(taskId), IEmptyOperator
{
    /// <summary>The other DAG.</summary>
    [TemplateField]
    public Template? ExternalDagId { get; init; }

    /// <summary>Its task.</summary>
    [TemplateField]
    public Template? ExternalTaskId { get; init; }

    /// <summary>Logical date of the other DAG's run, as ISO 8601 text; a Jinja text may use the dates of this task's run.</summary>
    /// <value>Default: the logical date of this task's run.</value>
    [TemplateField]
    public Template LogicalDate { get; init; } = "{{ logical_date.isoformat() }}";

    /// <summary>Through how many markers one after the other a clear may go; a longer way is refused as a likely circle.</summary>
    /// <value>Default: 10.</value>
    [SerializedField]
    public int RecursionDepth { get; init; } = 10;

    /// <inheritdoc/>
    protected override ValueTask<TaskOutcome> ExecuteAsync(TaskContext context) => ValueTask.FromResult(TaskOutcome.Success());
}
