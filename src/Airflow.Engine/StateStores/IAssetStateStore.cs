using Airflow.Engine.Tasks;

namespace Airflow.Engine.StateStores;

/// <summary>What tasks keep about an asset over all runs, by key; values are JSON, kept verbatim.</summary>
public interface IAssetStateStore
{
    Task<string?> FindAsync(int assetId, string key, CancellationToken cancellationToken);
    /// <summary>Also notes who wrote it.</summary>
    Task SaveAsync(int assetId, string key, string value, TaskInstanceKey writer, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(int assetId, string key, CancellationToken cancellationToken);
    Task<int> ClearAsync(int assetId, CancellationToken cancellationToken);
}
