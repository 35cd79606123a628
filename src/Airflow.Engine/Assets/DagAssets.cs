using Airflow.Engine.Dags;

namespace Airflow.Engine.Assets;

/// <summary>The assets that a DAG names: in its schedule, and as inlets and outlets of its tasks.</summary>
public sealed record DagAssets
{
    public static DagAssets None { get; } = new();

    /// <summary>Assets that the schedule waits for.</summary>
    public IReadOnlyList<AssetDefinition> Schedule { get; init; } = [];
    public IReadOnlyList<AssetAliasDefinition> ScheduleAliases { get; init; } = [];
    public IReadOnlyList<string> ScheduleNames { get; init; } = [];
    public IReadOnlyList<string> ScheduleUris { get; init; } = [];
    public IReadOnlyList<TaskAsset> Inlets { get; init; } = [];
    public IReadOnlyList<TaskAsset> Outlets { get; init; } = [];
    /// <summary>Aliases among the outlets.</summary>
    public IReadOnlyList<AssetAliasDefinition> OutletAliases { get; init; } = [];

    public bool IsEmpty => Schedule.Count + ScheduleAliases.Count + ScheduleNames.Count + ScheduleUris.Count + Inlets.Count + Outlets.Count + OutletAliases.Count == 0;

    /// <summary>Everything that is an asset, each once.</summary>
    public IEnumerable<AssetDefinition> All => Schedule.Concat(Outlets.Concat(Inlets).Select(task => task.Asset)).DistinctBy(asset => (asset.Name, asset.Uri));

    /// <summary>Collects them from a serialised DAG and its schedule's condition.</summary>
    public static DagAssets Of(SerializedDag dag, AssetCondition? condition)
    {
        ArgumentNullException.ThrowIfNull(dag);
        var leaves = condition?.Leaves().ToList() ?? [];
        var inlets = Links(dag, task => task.Inlets);
        var outlets = Links(dag, task => task.Outlets);
        if (leaves.Count == 0 && inlets.Count == 0 && outlets.Count == 0)
        {
            return None;
        }

        return new DagAssets
        {
            Schedule = [.. leaves.OfType<AssetLeaf>().Select(Definition).DistinctBy(asset => (asset.Name, asset.Uri))],
            ScheduleAliases = [.. leaves.OfType<AssetAliasLeaf>().Select(alias => new AssetAliasDefinition(alias.Name, alias.Group)).DistinctBy(alias => alias.Name)],
            ScheduleNames = [.. leaves.OfType<AssetNameRef>().Select(reference => reference.Name).Distinct(StringComparer.Ordinal)],
            ScheduleUris = [.. leaves.OfType<AssetUriRef>().Select(reference => reference.Uri).Distinct(StringComparer.Ordinal)],
            Inlets = TaskAssets(inlets),
            Outlets = TaskAssets(outlets),
            OutletAliases =
            [
                .. outlets.Where(link => link.Link.Type == "asset_alias" && link.Link.Name is not null)
                    .Select(link => new AssetAliasDefinition(link.Link.Name!, link.Link.Group ?? "asset")).DistinctBy(alias => alias.Name),
            ],
        };
    }

    private static List<(string TaskId, SerializedAssetLink Link)> Links(
        SerializedDag dag, Func<SerializedTask, System.Collections.Immutable.ImmutableArray<SerializedAssetLink>?> of) =>
        [.. dag.Tasks.SelectMany(task => of(task) is { IsDefault: false } links ? links.Select(link => (task.TaskId, link)) : [])];

    private static IReadOnlyList<TaskAsset> TaskAssets(List<(string TaskId, SerializedAssetLink Link)> links) =>
    [
        .. links.Where(link => link.Link is { Type: "asset", Name: not null, Uri: not null })
            .Select(link => new TaskAsset(link.TaskId, new AssetDefinition(link.Link.Name!, link.Link.Uri!, link.Link.Group ?? "asset", Extra(link.Link))))
            .DistinctBy(link => (link.TaskId, link.Asset.Name, link.Asset.Uri)),
    ];

    private static string Extra(SerializedAssetLink link) => link.Value.TryGetProperty("extra", out var extra) && extra.ValueKind == System.Text.Json.JsonValueKind.Object ? extra.GetRawText() : "{}";

    private static AssetDefinition Definition(AssetLeaf leaf) =>
        new(leaf.Name, leaf.Uri, leaf.Json["group"]?.GetValue<string>() ?? "asset", leaf.Json["extra"]?.ToJsonString() ?? "{}");
}
