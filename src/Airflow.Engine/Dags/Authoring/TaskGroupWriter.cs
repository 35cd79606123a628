namespace Airflow.Engine.Dags.Authoring;

/// <summary>The tree of task groups in the document's form.</summary>
internal static class TaskGroupWriter
{
    public static SerializedTaskGroup Root(Dag dag) => new() { Children = [.. dag.Children.Select(child => Child(dag, child))] };

    private static SerializedGroupChild Child(Dag dag, TaskNode node) => new(node.Id, node is TaskGroup group ? Group(dag, group) : null);

    private static SerializedTaskGroup Group(Dag dag, TaskGroup group)
    {
        var edges = dag.Graph.Edges(group);
        return new SerializedTaskGroup
        {
            GroupId = group.Id,
            GroupDisplayName = group.Options.DisplayName ?? "",
            PrefixGroupId = group.PrefixGroupId,
            Tooltip = group.Options.Tooltip,
            DocMd = group.Options.DocMd,
            UiColor = group.Options.UiColor,
            UiFgcolor = group.Options.UiForegroundColor,
            IsMapped = group.ExpandInput is null ? null : true,
            ExpandInput = group.ExpandInput is { } input ? ExpandInputWriter.Write(input) : null,
            Children = [.. group.Children.Select(child => Child(dag, child))],
            UpstreamGroupIds = [.. edges.UpstreamGroupIds],
            DownstreamGroupIds = [.. edges.DownstreamGroupIds],
            UpstreamTaskIds = [.. edges.UpstreamTaskIds],
            DownstreamTaskIds = [.. edges.DownstreamTaskIds],
        };
    }
}
