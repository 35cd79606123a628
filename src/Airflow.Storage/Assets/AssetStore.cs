using Airflow.Engine.Assets;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Storage.Runs;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Assets;

/// <summary>Assets and their events.</summary>
internal sealed class AssetStore(ISqlDatabase database, TimeProvider time) : IAssetStore
{
    private const int AssetColumns = 8;

    public Task<AssetRecord?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        database.FirstAsync(AssetSql.FindByName, row => ReadAsset(row, 0), cancellationToken, ("name", name));

    public Task<AssetRecord?> FindByUriAsync(string uri, CancellationToken cancellationToken) =>
        database.FirstAsync(AssetSql.FindByUri, row => ReadAsset(row, 0), cancellationToken, ("uri", uri));

    public Task<IReadOnlyList<AssetRecord>> ListByAliasAsync(string aliasName, CancellationToken cancellationToken) =>
        database.ListAsync(AssetSql.ListByAlias, row => ReadAsset(row, 0), cancellationToken, ("alias", aliasName));

    public Task<IReadOnlyList<AssetEventRecord>> ListEventsAsync(AssetEventFilter filter, CancellationToken cancellationToken) => ListAsync(
        filter.Ascending ? AssetSql.ListEvents : AssetSql.ListEventsNewestFirst,
        cancellationToken,
        ("name", filter.Name),
        ("uri", filter.Uri),
        ("alias", filter.AliasName),
        ("after", filter.After),
        ("before", filter.Before),
        ("limit", filter.Limit ?? long.MaxValue));

    public Task<IReadOnlyList<AssetEventRecord>> ListConsumedAsync(int dagRunId, CancellationToken cancellationToken) =>
        ListAsync(AssetSql.ListConsumed, cancellationToken, ("dag_run_id", dagRunId));

    public Task<IReadOnlyList<QueuedAsset>> ListQueuedAsync(CancellationToken cancellationToken) => database.ListAsync(
        AssetSql.ListQueued, row => new QueuedAsset(row.Text(0), new AssetKey(row.Text(1), row.Text(2)), row.Time(3)), cancellationToken);

    public Task<IReadOnlyList<AssetKey>> ListInactiveAsync(TaskInstanceKey task, CancellationToken cancellationToken) => database.ListAsync(
        AssetSql.ListInactive, row => new AssetKey(row.Text(0), row.Text(1)), cancellationToken, ("dag_id", task.DagId), ("task_id", task.TaskId));

    public Task<bool> CreateRunAsync(DagRun run, IReadOnlyList<QueuedAsset> taken, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(SqlLock.Assets);
            foreach (var item in taken)
            {
                if (!await session.FirstAsync(AssetRunSql.IsQueued, row => row.Flag(0), [.. Arguments(item), ("created_at", item.CreatedAt)]))
                {
                    return false;
                }
            }

            if (!await RunInsert.RunAsync(session, run, time.GetUtcNow()))
            {
                return false;
            }

            foreach (var item in taken)
            {
                await session.ExecuteAsync(AssetRunSql.Dequeue, Arguments(item));
            }

            await session.ExecuteAsync(AssetRunSql.Consume, ("dag_id", run.DagId), ("run_id", run.RunId));
            await session.ExecuteAsync(AssetRunSql.QueueLater, ("dag_id", run.DagId), ("run_after", run.RunAfter));
            return true;
        },
        cancellationToken);

    private static (string Name, object? Value)[] Arguments(QueuedAsset item) => [("dag_id", item.DagId), ("name", item.Asset.Name), ("uri", item.Asset.Uri)];

    private Task<IReadOnlyList<AssetEventRecord>> ListAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] arguments) => database.ReadAsync<IReadOnlyList<AssetEventRecord>>(
        async session =>
        {
            var events = new List<AssetEventRecord>();
            foreach (var item in await session.ListAsync(sql, ReadEvent, arguments))
            {
                var runs = await session.ListAsync(AssetSql.ListCreatedRuns, RunRow.Read, ("event_id", item.Id));
                events.Add(runs.Count == 0 ? item : item with { CreatedRuns = runs });
            }

            return events;
        },
        cancellationToken);

    private static AssetRecord ReadAsset(SqlRow row, int first) =>
        new(row.Int(first), row.Text(first + 1), row.Text(first + 2), row.Text(first + 3), row.Text(first + 4));

    internal static AssetEventRecord ReadEvent(SqlRow row) => new()
    {
        Id = row.Int(0),
        Timestamp = row.Time(1),
        Extra = row.Text(2),
        SourceDagId = row.TextOrNull(3),
        SourceTaskId = row.TextOrNull(4),
        SourceRunId = row.TextOrNull(5),
        SourceMapIndex = row.IntOrNull(6),
        PartitionKey = row.TextOrNull(7),
        Asset = ReadAsset(row, AssetColumns),
    };
}
