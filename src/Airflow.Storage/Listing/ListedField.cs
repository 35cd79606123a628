namespace Airflow.Storage.Listing;

/// <summary>A column, or an expression over columns, that a list can be filtered and ordered by.</summary>
/// <param name="Sql">The expression.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsNullable">It may be null.</param>
internal sealed record ListedField(string Sql, ListedKind Kind = ListedKind.Text, bool IsNullable = false)
{
    /// <summary>Whether a list may be ordered by it.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>The field that orders those which are alike in this one; null: none but the key.</summary>
    public string? Then { get; init; }

    public static ListedField Text(string sql, bool isNullable = false) => new(sql, ListedKind.Text, isNullable);

    public static ListedField Number(string sql, bool isNullable = false) => new(sql, ListedKind.Number, isNullable);

    public static ListedField Time(string sql, bool isNullable = false) => new(sql, ListedKind.Time, isNullable);

    public static ListedField Flag(string sql, bool isNullable = false) => new(sql, ListedKind.Flag, isNullable);

    public static ListedField Id(string sql, bool isNullable = false) => new(sql, ListedKind.Id, isNullable);
}
