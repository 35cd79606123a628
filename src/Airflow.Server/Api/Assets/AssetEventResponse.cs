using Airflow.Engine.Assets;

namespace Airflow.Server.Api.Assets;

/// <summary>An event of an asset, and the runs that came of it.</summary>
internal sealed record AssetEventResponse(
    int Id,
    int AssetId,
    string? Uri,
    string? Name,
    string? Group,
    RawJson Extra,
    string? SourceTaskId,
    string? SourceDagId,
    string? SourceRunId,
    int SourceMapIndex,
    IReadOnlyList<DagRunAssetReference> CreatedDagruns,
    DateTimeOffset Timestamp,
    string? PartitionKey)
{
    public static AssetEventResponse Of(AssetEventRecord record) => new(
        record.Id,
        record.Asset.Id,
        record.Asset.Uri,
        record.Asset.Name,
        record.Asset.Group,
        new RawJson(record.Extra),
        record.SourceTaskId,
        record.SourceDagId,
        record.SourceRunId,
        record.SourceMapIndex ?? -1,
        [.. record.CreatedRuns.Select(DagRunAssetReference.Of)],
        record.Timestamp,
        record.PartitionKey);
}
