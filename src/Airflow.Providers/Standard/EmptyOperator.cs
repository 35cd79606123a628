namespace Airflow.Providers.Standard;

/// <summary>Does nothing; a place where arrows meet.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.empty", UiColor = "#e8f7e4")]
public sealed class EmptyOperator(string taskId) : Operator(taskId), IEmptyOperator
{
    /// <inheritdoc/>
    protected override ValueTask<TaskOutcome> ExecuteAsync(TaskContext context) => ValueTask.FromResult(TaskOutcome.Success());
}
