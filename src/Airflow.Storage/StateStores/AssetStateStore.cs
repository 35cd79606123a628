using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;
using Airflow.Storage.Sql;

namespace Airflow.Storage.StateStores;

/// <summary>Values of assets in table asset_state_store.</summary>
internal sealed class AssetStateStore(ISqlDatabase database, TimeProvider time) : IAssetStateStore
{
    public Task<string?> FindAsync(int assetId, string key, CancellationToken cancellationToken) =>
        database.FirstAsync(AssetStateSql.Find, row => row.Text(0), cancellationToken, ("asset_id", assetId), ("key", key));

    public Task SaveAsync(int assetId, string key, string value, TaskInstanceKey writer, CancellationToken cancellationToken) => database.ExecuteAsync(
        AssetStateSql.Save,
        cancellationToken,
        ("asset_id", assetId),
        ("key", key),
        ("value", value),
        ("now", time.GetUtcNow()),
        ("dag_id", writer.DagId),
        ("run_id", writer.RunId),
        ("task_id", writer.TaskId),
        ("map_index", writer.MapIndex));

    public async Task<bool> DeleteAsync(int assetId, string key, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(AssetStateSql.Delete, cancellationToken, ("asset_id", assetId), ("key", key)) > 0;

    public Task<int> ClearAsync(int assetId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(AssetStateSql.Clear, cancellationToken, ("asset_id", assetId));
}
