namespace Airflow;

/// <summary>Adds mapped groups.</summary>
internal static class MappedGroups
{
    public static TGroup Add<TGroup>(ITaskContainer container, TGroup group, ExpandInput input, SourcePlace place)
        where TGroup : TaskGroup
    {
        group.ExpandInput = input;
        container.Dag.Attach(group, container.Group, place);
        return group;
    }
}
