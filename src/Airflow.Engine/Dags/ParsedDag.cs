using Airflow.Engine.Assets;

namespace Airflow.Engine.Dags;

/// <summary>One DAG of a parsed file, ready to be stored.</summary>
public sealed record ParsedDag
{
    public required DagRecord Dag { get; init; }
    /// <summary>Canonical JSON of DagSerialization v3.</summary>
    public required string Data { get; init; }
    /// <summary>Hash of graph and code: another hash makes another version.</summary>
    public required string DagHash { get; init; }
    /// <summary>The pools that its tasks run in.</summary>
    public IReadOnlyCollection<string> Pools { get; init; } = [];
    /// <summary>The assets that it names.</summary>
    public DagAssets Assets { get; init; } = DagAssets.None;
    /// <summary>Whether the DAG begins paused when it is new.</summary>
    public bool IsPausedUponCreation { get; init; }
}
