using System.Text.Json;

namespace Airflow;

/// <summary>One update of an asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Timestamp">When it was updated, in UTC.</param>
public sealed record AssetEvent(Asset Asset, DateTimeOffset Timestamp)
{
    /// <summary>Facts that the task attached to the update.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>DAG of the task that updated it; <see langword="null"/> if no task did.</summary>
    public string? SourceDagId { get; init; }

    /// <summary>Task that updated it.</summary>
    public string? SourceTaskId { get; init; }

    /// <summary>Run of the task that updated it.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Instance of the mapped task that updated it; -1 if it is not mapped.</summary>
    public int SourceMapIndex { get; init; } = -1;
}
