namespace Airflow.Runtime.Frames.Messages;

/// <summary>An event that a run consumed.</summary>
internal sealed record AssetEventDagRunReference : FramePart
{
    public AssetReference Asset { get; set; } = new();
    public FrameValue Extra { get; set; } = FrameValue.EmptyMap;
    public string? SourceTaskId { get; set; }
    public string? SourceDagId { get; set; }
    public string? SourceRunId { get; set; }
    public int? SourceMapIndex { get; set; }
    public IReadOnlyList<AssetAliasReference> SourceAliases { get; set; } = [];
    public DateTimeOffset Timestamp { get; set; }
    public string? PartitionKey { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Asset = fields.Part("asset"u8, Asset, static () => new AssetReference());
        Extra = fields.Value("extra"u8, Extra);
        SourceTaskId = fields.OptionalText("source_task_id"u8, SourceTaskId);
        SourceDagId = fields.OptionalText("source_dag_id"u8, SourceDagId);
        SourceRunId = fields.OptionalText("source_run_id"u8, SourceRunId);
        SourceMapIndex = fields.OptionalInt("source_map_index"u8, SourceMapIndex);
        SourceAliases = fields.PartList("source_aliases"u8, SourceAliases, static () => new AssetAliasReference());
        Timestamp = fields.Time("timestamp"u8, Timestamp);
        PartitionKey = fields.OptionalText("partition_key"u8, PartitionKey);
    }
}
