namespace Airflow.Storage.Cleaning;

/// <summary>A table that can be cleaned: which of its rows are old, and whether they belong to DAGs.</summary>
internal sealed record CleanTable(string Name, string Old, bool IsOfDags = false)
{
    /// <summary>Tables whose rows go with rows of this one.</summary>
    public string[] Dependents { get; init; } = [];

    /// <summary>What is done once after rows have gone; null: nothing.</summary>
    public string? Afterwards { get; init; }

    public string Count { get; } = $"""
        SELECT COUNT(*)
        FROM (
        {Old}) old
        """;

    // deletes go in portions, so that the writer has room for others between them
    public string Delete { get; } = $"""
        DELETE FROM "{Name}"
        WHERE rowid IN (
        {Old}
        ORDER BY rowid
        LIMIT @batch)
        """;

    /// <summary>Copies the portion that <see cref="Delete"/> takes next.</summary>
    public string CopyTo(string archive) => $"""
        INSERT INTO "{archive}"
        SELECT *
        FROM "{Name}"
        WHERE rowid IN (
        {Old}
        ORDER BY rowid
        LIMIT @batch)
        """;
}
