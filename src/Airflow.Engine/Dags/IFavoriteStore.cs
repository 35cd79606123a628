namespace Airflow.Engine.Dags;

/// <summary>The DAGs that users marked as theirs.</summary>
public interface IFavoriteStore
{
    Task<bool> HasAsync(string user, string dagId, CancellationToken cancellationToken);

    /// <summary>All that the user marked.</summary>
    Task<IReadOnlySet<string>> ListAsync(string user, CancellationToken cancellationToken);

    /// <summary>Marks it; false when it was marked already.</summary>
    Task<bool> AddAsync(string user, string dagId, CancellationToken cancellationToken);

    /// <summary>Takes the mark away; false when there was none.</summary>
    Task<bool> RemoveAsync(string user, string dagId, CancellationToken cancellationToken);
}
