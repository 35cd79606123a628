namespace Airflow.Engine.Assets;

/// <summary>An asset as lists show it, with everything that names it.</summary>
public sealed record ListedAsset(AssetRecord Asset, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public int? LastEventId { get; init; }
    public DateTimeOffset? LastEventAt { get; init; }
    public IReadOnlyList<AssetUse> ScheduledDags { get; init; } = [];
    public IReadOnlyList<AssetUse> ProducingTasks { get; init; } = [];
    public IReadOnlyList<AssetUse> ConsumingTasks { get; init; } = [];
    public IReadOnlyList<AssetAliasRecord> Aliases { get; init; } = [];
    public IReadOnlyList<AssetWatcherRecord> Watchers { get; init; } = [];
}
