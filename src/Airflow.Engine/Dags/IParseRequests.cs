namespace Airflow.Engine.Dags;

/// <summary>DAG files that somebody wants to have parsed at once (table dag_priority_parsing_request).</summary>
public interface IParseRequests
{
    /// <summary>Asks for a file; false when it was asked for already and has not been parsed since.</summary>
    Task<bool> AddAsync(string bundleName, string relativePath, CancellationToken cancellationToken);

    /// <summary>The files that are asked for.</summary>
    Task<IReadOnlyList<Processing.DagFileKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>These have been parsed, or cannot be.</summary>
    Task RemoveAsync(IReadOnlyCollection<Processing.DagFileKey> files, CancellationToken cancellationToken);
}
