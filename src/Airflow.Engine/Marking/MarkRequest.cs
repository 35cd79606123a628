using Airflow.Engine.Tasks;

namespace Airflow.Engine.Marking;

/// <summary>Which task instances get a state by hand.</summary>
public sealed record MarkRequest
{
    public required string DagId { get; init; }
    public required string RunId { get; init; }
    public required IReadOnlyCollection<string> TaskIds { get; init; }
    /// <summary>Only these instances of mapped tasks; null: all.</summary>
    public IReadOnlyCollection<int>? MapIndexes { get; init; }
    /// <summary>success, failed or skipped.</summary>
    public required TaskState State { get; init; }
    public bool IncludeUpstream { get; init; }
    public bool IncludeDownstream { get; init; }
    /// <summary>In runs before this one, too, by logical date.</summary>
    public bool IncludePast { get; init; }
    /// <summary>In runs after this one, too, by logical date.</summary>
    public bool IncludeFuture { get; init; }
    /// <summary>Who does it; it is told with the instance.</summary>
    public string? User { get; init; }
}
