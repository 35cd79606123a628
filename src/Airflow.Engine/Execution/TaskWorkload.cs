using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

/// <summary>A queued try as an executor gets it: ids and where its code is, no state.</summary>
public sealed record TaskWorkload
{
    /// <summary>Id of the try.</summary>
    public required Guid Id { get; init; }
    public required TaskInstanceKey Key { get; init; }
    public required int TryNumber { get; init; }
    public required Guid DagVersionId { get; init; }
    public required string Queue { get; init; }
    public required string Pool { get; init; }
    public int PoolSlots { get; init; } = 1;
    public int PriorityWeight { get; init; } = 1;
    public required string BundleName { get; init; }
    /// <summary>The manifest of the code.</summary>
    public required string BundleVersion { get; init; }
    /// <summary>The DAG file inside the bundle.</summary>
    public required string DagRelPath { get; init; }
    /// <summary>The log file, relative to the log folder.</summary>
    public required string LogPath { get; init; }
    /// <summary>Limit of one try; null: none.</summary>
    public TimeSpan? ExecutionTimeout { get; init; }
    /// <summary>W3C's traceparent of its span; null where nobody wants traces.</summary>
    public string? TraceParent { get; init; }
}
