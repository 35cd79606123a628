namespace Airflow.Engine.Templates;

/// <summary>An event of an asset that triggered the run.</summary>
public sealed record TemplateAssetEvent
{
    public required TemplateAsset Asset { get; init; }

    public IReadOnlyDictionary<string, object?> Extra { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public string? SourceTaskId { get; init; }

    public string? SourceDagId { get; init; }

    public string? SourceRunId { get; init; }

    public int SourceMapIndex { get; init; } = -1;

    public IReadOnlyList<string> SourceAliases { get; init; } = [];

    public DateTimeOffset Timestamp { get; init; }

    public string? PartitionKey { get; init; }
}
