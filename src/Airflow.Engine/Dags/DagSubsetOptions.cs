namespace Airflow.Engine.Dags;

/// <summary>Which tasks belong to a part of a DAG beside those asked for.</summary>
public sealed record DagSubsetOptions
{
    public bool IncludeUpstream { get; init; } = true;

    public bool IncludeDownstream { get; init; }

    /// <summary>Also the direct upstream tasks of all that is chosen.</summary>
    public bool IncludeDirectUpstream { get; init; }

    /// <summary>Leave out the tasks asked for themselves, unless another one brings them in.</summary>
    public bool ExcludeOriginal { get; init; }

    /// <summary>How many levels up or down are followed; null for all.</summary>
    public int? Depth { get; init; }
}
