namespace Airflow.Engine.Variables;

/// <summary>Rows of variable, as stored; encryption is the caller's.</summary>
public interface IVariableStore
{
    Task<StoredVariable?> FindAsync(string key, CancellationToken cancellationToken);
    /// <summary>By id of the row: in the order in which they were made.</summary>
    Task<IReadOnlyList<StoredVariable>> ListAsync(CancellationToken cancellationToken);
    /// <summary>Creates or replaces; returns true when created.</summary>
    Task<bool> SaveAsync(StoredVariable variable, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken);
}
