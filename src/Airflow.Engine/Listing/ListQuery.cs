namespace Airflow.Engine.Listing;

/// <summary>What of a list is asked for, in which order, and which page of it.</summary>
public sealed record ListQuery
{
    /// <summary>All of them must hold.</summary>
    public IReadOnlyList<ListFilter> Filters { get; init; } = [];

    /// <summary>Empty: the listing's own order. The primary key always comes last.</summary>
    public IReadOnlyList<ListOrder> Order { get; init; } = [];

    public int Limit { get; init; } = 50;

    public int Offset { get; init; }

    /// <summary>Where a page begins; null: pages are numbered by <see cref="Offset"/>.</summary>
    public ListCursor? Cursor { get; init; }

    /// <summary>Whether cursors are asked for: the total is then counted to <see cref="MaxCursorTotal"/> only.</summary>
    public bool HasCursors { get; init; }

    /// <summary>What a list with cursors counts to.</summary>
    public const int MaxCursorTotal = 50_000;
}
