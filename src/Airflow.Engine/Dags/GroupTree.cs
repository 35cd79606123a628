using System.Collections.Immutable;

namespace Airflow.Engine.Dags;

/// <summary>The groups of a DAG in a flat list, and which group each task is in.</summary>
internal sealed class GroupTree
{
    private readonly List<DagGraphGroup> groups = [];
    private readonly int[] groupOfTask;

    private GroupTree(SerializedDag dag, Dictionary<string, int> indexes)
    {
        groupOfTask = new int[dag.Tasks.Length];
        groups.Add(new DagGraphGroup(null, -1, -1, null));
        if (dag.TaskGroup is { } root)
        {
            AddChildren(root, 0, indexes);
        }
    }

    public ImmutableArray<DagGraphGroup> Groups => [.. groups];

    public int[] GroupOfTask => groupOfTask;

    public static GroupTree Build(SerializedDag dag, Dictionary<string, int> indexes) => new(dag, indexes);

    private void AddChildren(SerializedTaskGroup group, int index, Dictionary<string, int> indexes)
    {
        foreach (var child in group.Children)
        {
            if (child.Group is { } inner)
            {
                var mapped = inner.ExpandInput is not null;
                groups.Add(new DagGraphGroup(child.Id, index, mapped ? groups.Count : groups[index].MappedAncestor, inner.ExpandInput));
                AddChildren(inner, groups.Count - 1, indexes);
            }
            else if (indexes.TryGetValue(child.Id, out var task))
            {
                groupOfTask[task] = index;
            }
            else
            {
                throw new DagSerializationException($"task group '{group.GroupId}'.children", $"'{child.Id}' is no task of this DAG");
            }
        }
    }
}
