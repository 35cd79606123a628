namespace Airflow.Engine.Dags;

/// <summary>A task group of the graph, by its full id.</summary>
/// <param name="Id">The full id; null for the root.</param>
/// <param name="Parent">Index of the group around it; -1 for the root.</param>
/// <param name="MappedAncestor">Index of the innermost mapped group that it is or lies in; -1 when there is none.</param>
/// <param name="ExpandInput">What a mapped group is expanded over.</param>
public sealed record DagGraphGroup(string? Id, int Parent, int MappedAncestor, SerializedExpandInput? ExpandInput)
{
    public bool IsMapped => ExpandInput is not null;
}
