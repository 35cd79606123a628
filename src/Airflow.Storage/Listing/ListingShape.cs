using Airflow.Storage.Sql;

namespace Airflow.Storage.Listing;

/// <summary>What one list is made of.</summary>
/// <param name="Select">The columns that <paramref name="Read"/> reads, without SELECT.</param>
/// <param name="From">The tables, without FROM.</param>
/// <param name="Read">Makes an item of a row.</param>
internal sealed record ListingShape<T>(string Select, string From, Func<SqlRow, T> Read)
{
    /// <summary>By the names that filters and orders use.</summary>
    public required IReadOnlyDictionary<string, ListedField> Fields { get; init; }

    /// <summary>The names of the fields that tell two items apart, in their order.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>
    /// Conditions that are no comparison of one field, by name. An asterisk stands for the parameters of the filter's values, separated by
    /// commas; without one the values are not used.
    /// </summary>
    public IReadOnlyDictionary<string, string> Conditions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many columns <see cref="Select"/> names.</summary>
    public required int Columns { get; init; }

    /// <summary>The tables, which may be read in part.</summary>
    public ListTables Tables => field ??= new ListTables(From);

    /// <summary>Adds to the items of a page what one more statement reads for all of them; null: nothing.</summary>
    public Func<ISqlSession, IReadOnlyList<T>, Task<IReadOnlyList<T>>>? Complete { get; init; }

    /// <summary>A condition that always holds; empty: none.</summary>
    public string Where { get; init; } = "";
}
