using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Telemetry;
using Airflow.Engine.Timetables;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Scheduling;

/// <summary>Makes the runs of DAGs whose assets were updated. Several schedulers may try: what waits is taken by one of them.</summary>
internal sealed partial class AssetRunCreator(SchedulerStores stores, DagVersionCache versions, TimeProvider clock, ILogger logger)
{
    /// <summary>Something may wait that was not looked at.</summary>
    public bool IsStale { get; set; } = stores.Assets is not null;

    /// <summary>Makes what is due; returns how many runs.</summary>
    public async Task<int> CreateDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IsStale = false;
        if (stores.Assets is not { } assets)
        {
            return 0;
        }

        var created = 0;
        foreach (var waiting in (await assets.ListQueuedAsync(cancellationToken)).GroupBy(item => item.DagId, StringComparer.Ordinal))
        {
            created += await CreateAsync(assets, waiting.Key, [.. waiting], now, cancellationToken) ? 1 : 0;
        }

        return created;
    }

    private async Task<bool> CreateAsync(IAssetStore assets, string dagId, IReadOnlyList<QueuedAsset> waiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var dag = await stores.Dags.FindAsync(dagId, cancellationToken);
        var version = dag is { IsPaused: false, IsStale: false, LatestVersionId: { } id } ? await versions.FindAsync(id, cancellationToken) : null;
        if (dag is null || version is null || Condition(version) is not { } condition)
        {
            return false;
        }

        var queue = new AssetEventQueue(condition, await CatalogAsync(assets, condition, waiting, cancellationToken));
        var taken = waiting.Where(item => queue.Add(item.Asset, item.CreatedAt)).ToList();
        if (!queue.IsSatisfied || await IsFullAsync(dag, cancellationToken) || queue.Take() is not { } date)
        {
            return false;
        }

        var run = new DagRun
        {
            DagId = dagId,
            RunId = RunIds.Make(RunType.AssetTriggered, logicalDate: null, date, RandomSource.Create(clock)),
            RunType = RunType.AssetTriggered,
            State = RunState.Queued,
            RunAfter = date,
            QueuedAt = now,
            TriggeredBy = "asset",
            BundleVersion = dag.BundleVersion,
            CreatedDagVersionId = dag.LatestVersionId,
        };
        var isCreated = await assets.CreateRunAsync(run, taken, cancellationToken);
        if (isCreated)
        {
            AirflowMetrics.AssetRuns.Add(1);
            Log.Created(logger, dagId, run.RunId, taken.Count);

            // what came meanwhile may make the next one
            IsStale = true;
        }

        return isCreated;
    }

    private AssetCondition? Condition(ScheduledDag version)
    {
        try
        {
            return (version.Schedule.Timetable as Timetables.AssetTriggeredTimetable)?.AssetCondition;
        }
        catch (Exception exception) when (exception is TimetableException or DagSerializationException)
        {
            Log.CannotSchedule(logger, version.Document.DagId, exception.Message);
            return null;
        }
    }

    private async Task<bool> IsFullAsync(DagRecord dag, CancellationToken cancellationToken)
    {
        var counts = await stores.Runs.CountLimitedAsync(dag.DagId, cancellationToken);
        return counts.GetValueOrDefault(RunState.Queued) + counts.GetValueOrDefault(RunState.Running) >= dag.MaxActiveRuns;
    }

    /// <summary>A reference by name or uri means what waits under it; what an alias stands for is stored.</summary>
    private static async Task<AssetCatalog> CatalogAsync(
        IAssetStore assets, AssetCondition condition, IReadOnlyList<QueuedAsset> waiting, CancellationToken cancellationToken)
    {
        var aliases = new Dictionary<string, IReadOnlyList<AssetKey>>(StringComparer.Ordinal);
        foreach (var alias in condition.Leaves().OfType<AssetAliasLeaf>())
        {
            aliases[alias.Name] = [.. (await assets.ListByAliasAsync(alias.Name, cancellationToken)).Select(asset => new AssetKey(asset.Name, asset.Uri))];
        }

        return new AssetCatalog(waiting.Select(item => item.Asset), aliases);
    }

    private static partial class Log
    {
        [LoggerMessage(1014, LogLevel.Information, "Made run {RunId} of {DagId} for {Count} updated assets")]
        public static partial void Created(ILogger logger, string dagId, string runId, int count);

        [LoggerMessage(1015, LogLevel.Error, "DAG {DagId} waits for assets but cannot be scheduled until it is parsed anew: {Reason}")]
        public static partial void CannotSchedule(ILogger logger, string dagId, string reason);
    }
}
