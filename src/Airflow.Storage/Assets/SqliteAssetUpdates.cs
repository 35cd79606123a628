using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Assets;

/// <summary>Stores the events of a task that ended in the grouped writer, and queues them for the DAGs that wait for them.</summary>
internal static class SqliteAssetUpdates
{
    public static void Run(SqliteSession session, TaskEnd end)
    {
        foreach (var update in end.AssetUpdates)
        {
            // an asset that nobody has any more, or that is not active, makes no event
            foreach (var assetId in Targets(session, update, end.At))
            {
                Add(session, end, update, assetId);
            }
        }
    }

    private static List<long> Targets(SqliteSession session, AssetUpdate update, DateTimeOffset at)
    {
        if (update is { Aliases.Count: > 0, Name: { } name, Uri: { } uri })
        {
            session.Prepare(AssetUpdateSql.AddAsset).Text(name).Text(uri).Text("{}").Time(at).Run();
            session.Prepare(AssetUpdateSql.Activate).Text(name).Text(uri).Run();
            foreach (var alias in update.Aliases)
            {
                session.Prepare(AssetUpdateSql.AddAlias).Text(alias).Run();
                session.Prepare(AssetUpdateSql.LinkAlias).Text(alias).Text(name).Text(uri).Run();
            }
        }

        var ids = new List<long>();
        var statement = session.Prepare(AssetUpdateSql.FindTargets).Text(update.Name).Text(update.Uri);
        while (statement.Step())
        {
            ids.Add(statement.Row.Long(0));
        }

        return ids;
    }

    private static void Add(SqliteSession session, TaskEnd end, AssetUpdate update, long assetId)
    {
        session.Prepare(AssetUpdateSql.AddEvent).Long(assetId).Text(update.Extra).Time(end.At).Id(end.Id).Run();
        foreach (var alias in update.Aliases)
        {
            session.Prepare(AssetUpdateSql.LinkEvent).Text(alias).Run();
        }

        session.Prepare(AssetUpdateSql.Queue).Time(end.At).Long(assetId).Run();
    }
}
