using Airflow.Engine.Tasks;

namespace Airflow.Engine.StateStores;

/// <summary>What a task keeps for its own next tries, by key; values are JSON, kept verbatim, and gone when they have expired.</summary>
public interface ITaskStateStore
{
    Task<string?> FindAsync(TaskInstanceKey task, string key, CancellationToken cancellationToken);
    Task SaveAsync(TaskInstanceKey task, string key, string value, DateTimeOffset? expiresAt, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(TaskInstanceKey task, string key, CancellationToken cancellationToken);
    Task<int> ClearAsync(TaskInstanceKey task, CancellationToken cancellationToken);
}
