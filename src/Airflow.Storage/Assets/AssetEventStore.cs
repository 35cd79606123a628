using Airflow.Engine.Assets;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Assets;

/// <summary>Events of assets that people make or take back.</summary>
internal sealed class AssetEventStore(ISqlDatabase database, TimeProvider time) : IAssetEventStore
{
    public Task<int?> AddAsync(int assetId, string extra, string? partitionKey, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(SqlLock.Assets);
            if (!await session.FirstAsync(AssetEventSql.Exists, static row => row.Flag(0), ("asset_id", assetId)))
            {
                return (int?)null;
            }

            var now = time.GetUtcNow();
            await session.ExecuteAsync(AssetEventSql.Add, ("asset_id", assetId), ("extra", extra), ("at", now), ("partition_key", partitionKey));
            await session.ExecuteAsync(AssetUpdateSql.Queue, ("at", now), ("asset_id", assetId));
            return await session.FirstAsync(AssetEventSql.FindNewest, static row => row.Int(0), ("asset_id", assetId));
        },
        cancellationToken);

    public Task<int> DeleteQueuedAsync(string? dagId, int? assetId, DateTimeOffset? before, CancellationToken cancellationToken) =>
        database.ExecuteAsync(AssetEventSql.DeleteQueued, cancellationToken, ("dag_id", dagId), ("asset_id", assetId), ("before", before));

    public Task<IReadOnlyList<string>> ListProducersAsync(int assetId, CancellationToken cancellationToken) =>
        database.ListAsync(AssetEventSql.ListProducers, static row => row.Text(0), cancellationToken, ("asset_id", assetId));
}
