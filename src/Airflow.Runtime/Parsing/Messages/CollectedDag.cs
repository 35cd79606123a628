namespace Airflow.Runtime.Parsing;

/// <summary>A DAG that a file made.</summary>
internal sealed record CollectedDag
{
    /// <summary>Canonical text of DagSerialization v3.</summary>
    public required string Data { get; init; }

    /// <summary>Folders in which its template files are looked up, beside that of the file.</summary>
    public IReadOnlyList<string> TemplateSearchPath { get; init; } = [];
}
