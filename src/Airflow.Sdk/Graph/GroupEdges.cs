namespace Airflow;

/// <summary>Arrows that start or end at a group as a whole.</summary>
internal sealed class GroupEdges
{
    public SortedSet<string> UpstreamGroupIds { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> DownstreamGroupIds { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> UpstreamTaskIds { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> DownstreamTaskIds { get; } = new(StringComparer.Ordinal);
}
