namespace Airflow.Providers.Standard;

/// <summary>Asks people which of the tasks directly after it go on; the others are skipped.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.hitl")]
#pragma warning disable S101 // the operator is called as in Airflow, in DAGs and in what is stored of them
public sealed class HITLBranchOperator(string taskId) : HITLOperator(taskId), ISkipsDownstream
#pragma warning restore S101
{
    /// <summary>The tasks that options stand for, by option.</summary>
    /// <value>Default: none: each option is the id of a task directly after this one.</value>
    public IReadOnlyDictionary<string, string> OptionsMapping { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async ValueTask<TaskOutcome> GoOnAsync(HumanResponse answer, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(context);
        await context.FollowOnlyAsync([.. answer.ChosenOptions.Select(option => OptionsMapping.GetValueOrDefault(option, option))]);
        return Result(answer);
    }
}
