using Airflow.Engine.Variables;

namespace Airflow.Engine.Tests.Variables;

/// <summary>Variables in memory, as the store contract describes them.</summary>
internal sealed class MemoryVariableStore : IVariableStore
{
    public SortedDictionary<string, StoredVariable> Rows { get; } = new(StringComparer.Ordinal);

    public Task<StoredVariable?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Rows.GetValueOrDefault(key));

    public Task<IReadOnlyList<StoredVariable>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredVariable>>([.. Rows.Values]);

    public Task<bool> SaveAsync(StoredVariable variable, CancellationToken cancellationToken)
    {
        var isNew = !Rows.ContainsKey(variable.Key);
        Rows[variable.Key] = variable;
        return Task.FromResult(isNew);
    }

    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Rows.Remove(key));
}
