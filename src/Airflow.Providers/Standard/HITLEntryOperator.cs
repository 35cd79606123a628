namespace Airflow.Providers.Standard;

/// <summary>Asks people for values, by a form of its params.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.hitl")]
#pragma warning disable S101 // the operator is called as in Airflow, in DAGs and in what is stored of them
public sealed class HITLEntryOperator(string taskId) : HITLOperator(taskId)
#pragma warning restore S101
{
    private const string Ok = "OK";

    private protected override IReadOnlyList<string> AllOptions => Options.Count > 0 ? Options : [Ok];

    private protected override IReadOnlyList<string>? AllDefaults => Defaults ?? (Options.Count > 0 ? null : [Ok]);
}
