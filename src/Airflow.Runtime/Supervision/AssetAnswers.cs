using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Supervision;

/// <summary>Answers what a try asks about assets, their events and the values kept about them.</summary>
internal sealed class AssetAnswers(TaskLaunch launch, TaskResources resources)
{
    /// <summary>The answer; null when the request is not about assets.</summary>
    public async Task<FrameMessage?> AnswerAsync(FrameMessage? request) => request switch
    {
        GetAssetByName message => Asset(await ByNameAsync(message.Name), "name", message.Name),
        GetAssetByUri message => Asset(await ByUriAsync(message.Uri), "uri", message.Uri),
        GetAssetsByAlias message => new AssetsByAliasResult
        {
            Assets = [.. (await resources.Assets.ListByAliasAsync(message.AliasName, CancellationToken.None)).Select(Response)],
        },
        GetAssetEventByAsset message => await EventsAsync(new AssetEventFilter
        {
            Name = message.Name,
            Uri = message.Uri,
            After = message.After,
            Before = message.Before,
            Limit = message.Limit,
            Ascending = message.Ascending,
        }),
        GetAssetEventByAssetAlias message => await EventsAsync(new AssetEventFilter
        {
            AliasName = message.AliasName,
            After = message.After,
            Before = message.Before,
            Limit = message.Limit,
            Ascending = message.Ascending,
        }),
        ValidateInletsAndOutlets => new InactiveAssetsResult
        {
            InactiveAssets =
            [
                .. (await resources.Assets.ListInactiveAsync(launch.Workload.Key, CancellationToken.None))
                    .Select(asset => new AssetProfile { Name = asset.Name, Uri = asset.Uri, Type = "Asset" }),
            ],
        },
        GetAssetStateStoreByName message => await FindAsync(await ByNameAsync(message.Name), message.Key),
        GetAssetStateStoreByUri message => await FindAsync(await ByUriAsync(message.Uri), message.Key),
        SetAssetStateStoreByName message => await SaveAsync(await ByNameAsync(message.Name), message.Name, message.Key, message.Value),
        SetAssetStateStoreByUri message => await SaveAsync(await ByUriAsync(message.Uri), message.Uri, message.Key, message.Value),
        DeleteAssetStateStoreByName message => await DeleteAsync(await ByNameAsync(message.Name), message.Key),
        DeleteAssetStateStoreByUri message => await DeleteAsync(await ByUriAsync(message.Uri), message.Key),
        ClearAssetStateStoreByName message => await ClearAsync(await ByNameAsync(message.Name)),
        ClearAssetStateStoreByUri message => await ClearAsync(await ByUriAsync(message.Uri)),
        _ => null,
    };

    private Task<AssetRecord?> ByNameAsync(string name) => resources.Assets.FindByNameAsync(name, CancellationToken.None);

    private Task<AssetRecord?> ByUriAsync(string uri) => resources.Assets.FindByUriAsync(uri, CancellationToken.None);

    private async Task<FrameMessage> EventsAsync(AssetEventFilter filter) => new AssetEventsResult
    {
        AssetEvents = [.. (await resources.Assets.ListEventsAsync(filter, CancellationToken.None)).Select(Event)],
    };

    private async Task<FrameMessage> FindAsync(AssetRecord? asset, string key) =>
        asset is not null && await resources.AssetStates.FindAsync(asset.Id, key, CancellationToken.None) is { } value
            ? new AssetStateStoreResult { Value = FrameValue.FromJson(value) }
            : Replies.NotFound("ASSET_STORE_NOT_FOUND", "key", key);

    private async Task<FrameMessage> SaveAsync(AssetRecord? asset, string asked, string key, FrameValue value)
    {
        if (asset is null)
        {
            return Replies.NotFound("ASSET_NOT_FOUND", "name", asked);
        }

        await resources.AssetStates.SaveAsync(asset.Id, key, value.ToJson(), launch.Workload.Key, CancellationToken.None);
        return Replies.Ok;
    }

    private async Task<FrameMessage> DeleteAsync(AssetRecord? asset, string key)
    {
        if (asset is not null)
        {
            await resources.AssetStates.DeleteAsync(asset.Id, key, CancellationToken.None);
        }

        return Replies.Ok;
    }

    private async Task<FrameMessage> ClearAsync(AssetRecord? asset)
    {
        if (asset is not null)
        {
            await resources.AssetStates.ClearAsync(asset.Id, CancellationToken.None);
        }

        return Replies.Ok;
    }

    private static FrameMessage Asset(AssetRecord? asset, string key, string asked) => asset is null
        ? Replies.NotFound("ASSET_NOT_FOUND", key, asked)
        : new AssetResult { Name = asset.Name, Uri = asset.Uri, Group = asset.Group, Extra = FrameValue.FromJson(asset.Extra) };

    private static AssetResponse Response(AssetRecord asset) =>
        new() { Name = asset.Name, Uri = asset.Uri, Group = asset.Group, Extra = FrameValue.FromJson(asset.Extra) };

    private static AssetEventResponse Event(AssetEventRecord item) => new()
    {
        Id = item.Id,
        Timestamp = item.Timestamp,
        Extra = FrameValue.FromJson(item.Extra),
        Asset = Response(item.Asset),
        CreatedDagRuns = [.. item.CreatedRuns.Select(run => new DagRunAssetReference
        {
            RunId = run.RunId,
            DagId = run.DagId,
            LogicalDate = run.LogicalDate,
            StartDate = run.StartDate ?? run.RunAfter,
            EndDate = run.EndDate,
            State = run.State.Name(),
            DataIntervalStart = run.DataIntervalStart,
            DataIntervalEnd = run.DataIntervalEnd,
            PartitionKey = run.PartitionKey,
        })],
        SourceTaskId = item.SourceTaskId,
        SourceDagId = item.SourceDagId,
        SourceRunId = item.SourceRunId,
        SourceMapIndex = item.SourceMapIndex,
        PartitionKey = item.PartitionKey,
    };
}
