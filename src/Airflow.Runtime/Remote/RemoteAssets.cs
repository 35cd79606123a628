using Airflow.Engine.Assets;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Tasks;

namespace Airflow.Runtime.Remote;

/// <summary>Assets and their events, asked of the api-server.</summary>
internal sealed class RemoteAssets(RemoteConnection connection) : IAssetLookup
{
    public Task<AssetRecord?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindAssetByName, new NameRequest(name), cancellationToken);

    public Task<AssetRecord?> FindByUriAsync(string uri, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindAssetByUri, new NameRequest(uri), cancellationToken);

    public async Task<IReadOnlyList<AssetRecord>> ListByAliasAsync(string aliasName, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListAssetsByAlias, new NameRequest(aliasName), cancellationToken) ?? [];

    public async Task<IReadOnlyList<AssetEventRecord>> ListEventsAsync(AssetEventFilter filter, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListAssetEvents, filter, cancellationToken) ?? [];

    public async Task<IReadOnlyList<AssetEventRecord>> ListConsumedAsync(int dagRunId, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListConsumed, new NumberRequest(dagRunId), cancellationToken) ?? [];

    public async Task<IReadOnlyList<AssetKey>> ListInactiveAsync(TaskInstanceKey task, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListInactiveAssets, new TaskValueRequest(task, null), cancellationToken) ?? [];
}
