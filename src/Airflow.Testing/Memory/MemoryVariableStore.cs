using Airflow.Engine.Variables;

namespace Airflow.Testing.Memory;

/// <summary>Variables in memory.</summary>
internal sealed class MemoryVariableStore : IVariableStore
{
    private readonly SortedDictionary<string, StoredVariable> rows = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public Task<StoredVariable?> FindAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.GetValueOrDefault(key));
        }
    }

    public Task<IReadOnlyList<StoredVariable>> ListAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredVariable>>([.. rows.Values]);
        }
    }

    public Task<bool> SaveAsync(StoredVariable variable, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var isNew = !rows.ContainsKey(variable.Key);
            rows[variable.Key] = variable;
            return Task.FromResult(isNew);
        }
    }

    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.Remove(key));
        }
    }
}
