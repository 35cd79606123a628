namespace Airflow;

/// <summary>What can be set on a group of tasks.</summary>
public sealed record GroupOptions
{
    /// <summary>Name shown in the UI instead of the id; any characters.</summary>
    /// <value>Default: the id.</value>
    public string? DisplayName { get; init; }

    /// <summary>Whether the ids of what is in the group start with the id of the group.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool PrefixGroupId { get; init; } = true;

    /// <summary>Whether an id that is taken gets a suffix (<c>__1</c>, <c>__2</c> …) instead of being an error.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AddSuffixOnCollision { get; init; }

    /// <summary>Text shown when the pointer rests on the group.</summary>
    /// <value>Default: empty.</value>
    public string Tooltip { get; init; } = "";

    /// <summary>Documentation as Markdown.</summary>
    /// <value>Default: none.</value>
    public string? DocMd { get; init; }

    /// <summary>Colour of the group in the graph, by name or as <c>#rrggbb</c>.</summary>
    /// <value>Default: <c>CornflowerBlue</c>.</value>
    public string UiColor { get; init; } = "CornflowerBlue";

    /// <summary>Colour of the group's text in the graph, by name or as <c>#rrggbb</c>.</summary>
    /// <value>Default: <c>#000</c>.</value>
    public string UiForegroundColor { get; init; } = "#000";

    /// <summary>Options and operator arguments for all tasks of the group; they come before the DAG's.</summary>
    /// <value>Default: none.</value>
    public DefaultArgs? DefaultArgs { get; init; }
}
