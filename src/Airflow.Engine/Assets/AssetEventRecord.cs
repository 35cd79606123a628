namespace Airflow.Engine.Assets;

/// <summary>A row of asset_event with its asset and the runs that it made.</summary>
public sealed record AssetEventRecord
{
    public required int Id { get; init; }
    public required AssetRecord Asset { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    /// <summary>JSON object.</summary>
    public string Extra { get; init; } = "{}";
    public string? SourceDagId { get; init; }
    public string? SourceTaskId { get; init; }
    public string? SourceRunId { get; init; }
    public int? SourceMapIndex { get; init; }
    public string? PartitionKey { get; init; }
    public IReadOnlyList<Runs.DagRun> CreatedRuns { get; init; } = [];
}
