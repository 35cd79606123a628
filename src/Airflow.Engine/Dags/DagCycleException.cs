using System.Collections.Immutable;

namespace Airflow.Engine.Dags;

/// <summary>Tasks of a DAG depend on each other in a circle.</summary>
public sealed class DagCycleException(string dagId, ImmutableArray<string> tasks)
    : AirflowException("dag_cycle", $"DAG '{dagId}' has a cycle: {string.Join(" -> ", tasks)}. Remove one of these dependencies.")
{
    /// <summary>The tasks of one circle; the first comes again as the last.</summary>
    public ImmutableArray<string> Tasks { get; } = tasks;
}
