namespace Airflow.Storage.Cleaning;

/// <summary>How a dialect lists archives and pages through one.</summary>
internal sealed record ArchiveWords
{
    public required string List { get; init; }

    /// <summary>The columns of @archive in their order.</summary>
    public required string ListColumns { get; init; }

    /// <summary>The value of a column as text.</summary>
    public required Func<string, string> TextOf { get; init; }

    /// <summary>What orders the rows of a table that has no key.</summary>
    public required string Order { get; init; }

    /// <summary>The same as text.</summary>
    public required string RowId { get; init; }

    public required string IsAfter { get; init; }

    public required string FirstRow { get; init; }
}
