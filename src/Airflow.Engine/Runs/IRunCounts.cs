namespace Airflow.Engine.Runs;

/// <summary>How many runs DAGs have.</summary>
public interface IRunCounts
{
    /// <summary>By DAG and state, of these DAGs or of all; without DAGs that have no runs.</summary>
    Task<IReadOnlyList<DagRunCount>> CountAsync(IReadOnlyCollection<string>? dagIds, CancellationToken cancellationToken);
}
