namespace Airflow.Runtime.Frames.Messages;

/// <summary>Something that happened to an asset.</summary>
internal sealed record AssetEventResponse : FramePart
{
    public int Id { get; set; }
    public DateTimeOffset Timestamp { get; set; }
    public FrameValue Extra { get; set; }
    public AssetResponse Asset { get; set; } = new();
    public IReadOnlyList<DagRunAssetReference> CreatedDagRuns { get; set; } = [];
    public string? SourceTaskId { get; set; }
    public string? SourceDagId { get; set; }
    public string? SourceRunId { get; set; }
    public int? SourceMapIndex { get; set; }
    public string? PartitionKey { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Id = fields.Int("id"u8, Id);
        Timestamp = fields.Time("timestamp"u8, Timestamp);
        Extra = fields.Value("extra"u8, Extra);
        Asset = fields.Part("asset"u8, Asset, static () => new AssetResponse());
        CreatedDagRuns = fields.PartList("created_dagruns"u8, CreatedDagRuns, static () => new DagRunAssetReference());
        SourceTaskId = fields.OptionalText("source_task_id"u8, SourceTaskId);
        SourceDagId = fields.OptionalText("source_dag_id"u8, SourceDagId);
        SourceRunId = fields.OptionalText("source_run_id"u8, SourceRunId);
        SourceMapIndex = fields.OptionalInt("source_map_index"u8, SourceMapIndex);
        if (fields.IsReading || PartitionKey is not null)
        {
            PartitionKey = fields.OptionalText("partition_key"u8, PartitionKey);
        }
    }
}
