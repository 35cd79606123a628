using Airflow.Engine.Assets;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Assets;

/// <summary>Stores the assets that a parsed DAG names and where it names them, inside the transaction of the file.</summary>
internal static class DagAssetSave
{
    public static async Task RunAsync(ISqlSession session, string dagId, DagAssets assets, DateTimeOffset now)
    {
        foreach (var asset in assets.All)
        {
            await session.ExecuteAsync(
                DagAssetSql.SaveAsset, ("name", asset.Name), ("uri", asset.Uri), ("group", asset.Group), ("extra", asset.Extra), ("now", now));
            await session.ExecuteAsync(AssetUpdateSql.Activate, ("name", asset.Name), ("uri", asset.Uri));
        }

        foreach (var alias in assets.ScheduleAliases.Concat(assets.OutletAliases))
        {
            await session.ExecuteAsync(DagAssetSql.SaveAlias, ("name", alias.Name), ("group", alias.Group));
        }

        foreach (var forget in DagAssetSql.ForgetReferences)
        {
            await session.ExecuteAsync(forget, ("dag_id", dagId));
        }

        await SaveScheduleAsync(session, dagId, assets, now);
        foreach (var (taskId, asset) in assets.Inlets)
        {
            await session.ExecuteAsync(
                DagAssetSql.AddInlet, ("dag_id", dagId), ("task_id", taskId), ("now", now), ("name", asset.Name), ("uri", asset.Uri));
        }

        foreach (var (taskId, asset) in assets.Outlets)
        {
            await session.ExecuteAsync(
                DagAssetSql.AddOutlet, ("dag_id", dagId), ("task_id", taskId), ("now", now), ("name", asset.Name), ("uri", asset.Uri));
        }

        // what waits for an asset that the schedule no longer names would wait for ever
        await session.ExecuteAsync(DagAssetSql.ForgetQueue, ("dag_id", dagId));
    }

    /// <summary>Assets that no DAG in use names any more are not active.</summary>
    public static Task<int> DeactivateAsync(ISqlSession session) => session.ExecuteAsync(DagAssetSql.Deactivate);

    private static async Task SaveScheduleAsync(ISqlSession session, string dagId, DagAssets assets, DateTimeOffset now)
    {
        foreach (var asset in assets.Schedule)
        {
            await session.ExecuteAsync(DagAssetSql.AddSchedule, ("dag_id", dagId), ("now", now), ("name", asset.Name), ("uri", asset.Uri));
        }

        foreach (var alias in assets.ScheduleAliases)
        {
            await session.ExecuteAsync(DagAssetSql.AddScheduleAlias, ("dag_id", dagId), ("now", now), ("name", alias.Name));
        }

        foreach (var name in assets.ScheduleNames)
        {
            await session.ExecuteAsync(DagAssetSql.AddScheduleName, ("name", name), ("dag_id", dagId), ("now", now));
        }

        foreach (var uri in assets.ScheduleUris)
        {
            await session.ExecuteAsync(DagAssetSql.AddScheduleUri, ("uri", uri), ("dag_id", dagId), ("now", now));
        }
    }
}
