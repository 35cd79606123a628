namespace Airflow.Engine.Dags;

/// <summary>Bounds within which a serialised DAG is read, so that one document cannot take all memory of its reader.</summary>
public sealed record DagSerializationLimits
{
    public const int DefaultMaxBytes = 256 * 1024 * 1024;
    public const int DefaultMaxDepth = 128;
    public const int DefaultMaxTasks = 100_000;
    public const int DefaultMaxEdges = 10_000_000;

    public static DagSerializationLimits Default { get; } = new();

    public int MaxBytes { get; init; } = DefaultMaxBytes;

    public int MaxDepth { get; init; } = DefaultMaxDepth;

    public int MaxTasks { get; init; } = DefaultMaxTasks;

    public int MaxEdges { get; init; } = DefaultMaxEdges;
}
