using System.Collections.Immutable;

namespace Airflow.Engine.Dags;

/// <summary>A node of the tree of task groups; the root has no id.</summary>
public sealed record SerializedTaskGroup
{
    public string? GroupId { get; init; }

    public string GroupDisplayName { get; init; } = "";

    public bool PrefixGroupId { get; init; } = true;

    public string Tooltip { get; init; } = "";

    public string? DocMd { get; init; }

    public string UiColor { get; init; } = "CornflowerBlue";

    public string UiFgcolor { get; init; } = "#000";

    public bool? IsMapped { get; init; }

    public SerializedExpandInput? ExpandInput { get; init; }

    /// <summary>Members in the order in which the author made them; the order matters for display and for topological sorting.</summary>
    public ImmutableArray<SerializedGroupChild> Children { get; init; } = [];

    public ImmutableArray<string> UpstreamGroupIds { get; init; } = [];

    public ImmutableArray<string> DownstreamGroupIds { get; init; } = [];

    public ImmutableArray<string> UpstreamTaskIds { get; init; } = [];

    public ImmutableArray<string> DownstreamTaskIds { get; init; } = [];

    public ExtraFields Extra { get; init; } = ExtraFields.Empty;
}
