namespace Airflow.Runtime.Triggers;

/// <summary>What a trigger child needs to begin a trigger.</summary>
/// <param name="AssemblyPath">The compiled DAG file.</param>
/// <param name="DependencyFolder">What it needs beside itself; null: nothing.</param>
/// <param name="TypeName">The trigger's type, with its assembly.</param>
/// <param name="Arguments">JSON object.</param>
internal sealed record TriggerStart(string AssemblyPath, string? DependencyFolder, string TypeName, string Arguments)
{
    public required string DagId { get; init; }

    public required string RunId { get; init; }

    public required string TaskId { get; init; }

    public required int MapIndex { get; init; }
}
