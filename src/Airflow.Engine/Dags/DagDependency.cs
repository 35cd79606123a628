namespace Airflow.Engine.Dags;

/// <summary>A link between DAGs, or between a DAG and an asset, as the dependency graph shows it.</summary>
public sealed record DagDependency(string Source, string Target, string Label, string DependencyType, string? DependencyId)
{
    public ExtraFields Extra { get; init; } = ExtraFields.Empty;
}
