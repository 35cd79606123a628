using System.Collections.Immutable;

namespace Airflow.Engine.Dags.Views;

/// <summary>A task, or a group with its members, in the order in which a view shows them.</summary>
/// <param name="Id">The full id.</param>
/// <param name="Children">The members of a group; null for a task.</param>
public sealed record DagLayoutNode(string Id, ImmutableArray<DagLayoutNode>? Children)
{
    /// <summary>The ids of all tasks within, in order.</summary>
    public IEnumerable<string> TaskIds => Children is { } children ? children.SelectMany(child => child.TaskIds) : [Id];
}
