using System.Text.RegularExpressions;

namespace Airflow.Storage.Listing;

/// <summary>
/// The tables of a list: one, and others beside it. A LEFT JOIN to a key adds no row and takes none, so what only chooses, orders or counts
/// rows leaves out those that its words do not name; with a million rows that is most of the work.
/// </summary>
internal sealed partial class ListTables
{
    private readonly IReadOnlyList<(string Line, string? Alias)> joins;

    /// <param name="from">What stands after FROM: the table and its alias, and each join on a line of its own.</param>
    public ListTables(string from)
    {
        var lines = from.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        First = lines[0];
        joins = [.. lines.Skip(1).Select(static line => (line, LeftJoin.Match(line) is { Success: true } match ? match.Groups[1].Value : null))];
    }

    /// <summary>The table whose rows are listed, with its alias, and what else stands on its line.</summary>
    public string First { get; }

    public string Joins => string.Concat(joins.Select(static join => $"\n{join.Line}"));

    /// <summary>Whether it is a column of the first table.</summary>
    public bool Has(string column) => column.StartsWith($"{First.Split(' ')[^1]}.", StringComparison.Ordinal);

    /// <summary>The first table with the joins that the words need.</summary>
    public string For(string words)
    {
        var needed = new List<string>();
        var text = words;
        foreach (var (line, alias) in joins.Reverse())
        {
            if (alias is null || text.Contains($"{alias}.", StringComparison.Ordinal))
            {
                needed.Add(line);

                // a join may name one that stands before it
                text += line;
            }
        }

        needed.Add(First);
        needed.Reverse();
        return string.Join('\n', needed);
    }

    [GeneratedRegex("""^LEFT JOIN "?\w+"? (\w+) ON """, RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftJoin { get; }
}
