namespace Airflow.Engine.Listing;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Total">How many there are on all pages; with cursors at most <see cref="ListQuery.MaxCursorTotal"/>.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, int Total)
{
    /// <summary>Leads to the page after this one; null when this is the last, or when no cursors were asked for.</summary>
    public ListCursor? Next { get; init; }

    /// <summary>Leads to the page before this one.</summary>
    public ListCursor? Previous { get; init; }
}
