namespace Airflow.Engine.Connections;

/// <summary>Rows of connection, as stored; encryption is the caller's.</summary>
public interface IConnectionStore
{
    Task<StoredConnection?> FindAsync(string connectionId, CancellationToken cancellationToken);
    /// <summary>By id of the row.</summary>
    Task<IReadOnlyList<StoredConnection>> ListAsync(CancellationToken cancellationToken);
    /// <summary>False when the id is taken.</summary>
    Task<bool> AddAsync(StoredConnection connection, CancellationToken cancellationToken);
    /// <summary>Creates or replaces; returns true when created.</summary>
    Task<bool> SaveAsync(StoredConnection connection, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(string connectionId, CancellationToken cancellationToken);
}
