using Airflow.Engine.Assets;

namespace Airflow.Server.Api.Assets;

/// <summary>An asset with everything that names it.</summary>
internal sealed record AssetResponse
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public required string Uri { get; init; }
    public required string Group { get; init; }
    public required RawJson Extra { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required IReadOnlyList<DagScheduleAssetReference> ScheduledDags { get; init; }
    public required IReadOnlyList<TaskOutletAssetReference> ProducingTasks { get; init; }
    public required IReadOnlyList<TaskInletAssetReference> ConsumingTasks { get; init; }
    public required IReadOnlyList<AssetAliasResponse> Aliases { get; init; }
    public required IReadOnlyList<AssetWatcherResponse> Watchers { get; init; }
    public required LastAssetEventResponse? LastAssetEvent { get; init; }

    /// <param name="listed">The asset.</param>
    /// <param name="sees">Whether the caller may see what belongs to a DAG.</param>
    public static AssetResponse Of(ListedAsset listed, Func<string, bool> sees) => new()
    {
        Id = listed.Asset.Id,
        Name = listed.Asset.Name,
        Uri = listed.Asset.Uri,
        Group = listed.Asset.Group,
        Extra = new RawJson(listed.Asset.Extra),
        CreatedAt = listed.CreatedAt,
        UpdatedAt = listed.UpdatedAt,
        ScheduledDags = [.. listed.ScheduledDags.Where(one => sees(one.DagId)).Select(static one => new DagScheduleAssetReference(one.DagId, one.CreatedAt, one.UpdatedAt))],
        ProducingTasks = [.. listed.ProducingTasks.Where(one => sees(one.DagId)).Select(static one => new TaskOutletAssetReference(one.DagId, one.TaskId ?? "", one.CreatedAt, one.UpdatedAt))],
        ConsumingTasks = [.. listed.ConsumingTasks.Where(one => sees(one.DagId)).Select(static one => new TaskInletAssetReference(one.DagId, one.TaskId ?? "", one.CreatedAt, one.UpdatedAt))],
        Aliases = [.. listed.Aliases.Select(AssetAliasResponse.Of)],
        Watchers = [.. listed.Watchers.Select(static one => new AssetWatcherResponse(one.Name, one.TriggerId, one.CreatedAt))],
        LastAssetEvent = new LastAssetEventResponse(listed.LastEventId, listed.LastEventAt),
    };
}
