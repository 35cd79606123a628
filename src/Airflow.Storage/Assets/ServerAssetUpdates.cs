using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Assets;

/// <summary>Stores the events of a task that ended on a database server, and queues them for the DAGs that wait for them.</summary>
internal static class ServerAssetUpdates
{
    public static async Task RunAsync(ISqlSession session, TaskEnd end)
    {
        await session.LockAsync(SqlLock.Assets);
        foreach (var update in end.AssetUpdates)
        {
            // an asset that nobody has any more, or that is not active, makes no event
            foreach (var assetId in await FindTargetsAsync(session, update, end.At))
            {
                await AddAsync(session, end, update, assetId);
            }
        }
    }

    private static async Task<IReadOnlyList<long>> FindTargetsAsync(ISqlSession session, AssetUpdate update, DateTimeOffset at)
    {
        if (update is { Aliases.Count: > 0, Name: { } name, Uri: { } uri })
        {
            await session.ExecuteAsync(AssetUpdateSql.AddAsset, ("name", name), ("uri", uri), ("extra", "{}"), ("at", at));
            await session.ExecuteAsync(AssetUpdateSql.Activate, ("name", name), ("uri", uri));
            foreach (var alias in update.Aliases)
            {
                await session.ExecuteAsync(AssetUpdateSql.AddAlias, ("name", alias));
                await session.ExecuteAsync(AssetUpdateSql.LinkAlias, ("alias", alias), ("name", name), ("uri", uri));
            }
        }

        return await session.ListAsync(AssetUpdateSql.FindTargets, row => row.Long(0), ("name", update.Name), ("uri", update.Uri));
    }

    private static async Task AddAsync(ISqlSession session, TaskEnd end, AssetUpdate update, long assetId)
    {
        // it went on under another id where it has one
        await session.ExecuteAsync(
            AssetUpdateSql.AddEvent, ("asset_id", assetId), ("extra", update.Extra), ("at", end.At), ("ti_id", end.NewId ?? end.Id));
        foreach (var alias in update.Aliases)
        {
            await session.ExecuteAsync(AssetUpdateSql.LinkEvent, ("alias", alias));
        }

        await session.ExecuteAsync(AssetUpdateSql.Queue, ("at", end.At), ("asset_id", assetId));
    }
}
