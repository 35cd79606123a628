using Airflow.Engine.Execution.Remote;
using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;

namespace Airflow.Runtime.Remote;

/// <summary>What tasks keep about assets, at the api-server.</summary>
internal sealed class RemoteAssetValues(RemoteConnection connection) : IAssetStateStore
{
    public Task<string?> FindAsync(int assetId, string key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindAssetValue, new AssetValueRequest(assetId, key), cancellationToken);

    public Task SaveAsync(int assetId, string key, string value, TaskInstanceKey writer, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.SaveAssetValue, new AssetValueRequest(assetId, key, value, writer), cancellationToken);

    public Task<bool> DeleteAsync(int assetId, string key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.DeleteAssetValue, new AssetValueRequest(assetId, key), cancellationToken);

    public Task<int> ClearAsync(int assetId, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.ClearAssetValues, new AssetValueRequest(assetId, null), cancellationToken);
}
