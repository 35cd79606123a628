namespace Airflow.Engine.Dags;

/// <summary>What a running task may ask about DAGs.</summary>
public interface IDagLookup
{
    Task<DagRecord?> FindAsync(string dagId, CancellationToken cancellationToken);
}
