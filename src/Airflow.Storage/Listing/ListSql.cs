using System.Globalization;
using System.Text;
using Airflow.Engine.Listing;

namespace Airflow.Storage.Listing;

/// <summary>Writes the statements of a list. Names of fields are looked up, values become parameters: nothing of a question becomes SQL.</summary>
internal sealed class ListSql(IReadOnlyDictionary<string, ListedField> fields, IReadOnlyDictionary<string, string> conditions)
{
    private readonly StringBuilder where = new();
    private readonly List<(string Name, object? Value)> arguments = [];

    public IReadOnlyList<(string Name, object? Value)> Arguments => arguments;

    /// <summary>WHERE and what follows it; empty when everything is asked for.</summary>
    public string Where => where.Length == 0 ? "" : $"\nWHERE {where}";

    /// <summary>A condition in words of this project's own.</summary>
    public void Add(string condition)
    {
        if (condition.Length > 0)
        {
            where.Append(where.Length == 0 ? "" : "\n  AND ").Append(condition);
        }
    }

    public void Add(ListFilter filter)
    {
        if (conditions.TryGetValue(filter.Field, out var condition))
        {
            Add($"({condition.Replace("*", string.Join(", ", filter.Values.Select(Parameter)), StringComparison.Ordinal)})");
            return;
        }

        var field = Find(filter.Field);
        var words = Words(field, filter);
        Add(filter.OrNothing && field.IsNullable && words.Length > 0 ? $"({words} OR {field.Sql} IS NULL)" : words);
    }

    private string Words(ListedField field, ListFilter filter) => filter.Operator switch
    {
        ListOperator.AnyOf => AnyOf(field, filter.Values),
        ListOperator.NoneOf => filter.Values.Count == 0 ? "" : NoneOf(field, filter.Values),
        ListOperator.AtLeast => $"{field.Sql} >= {Parameter(filter.Values[0])}",
        ListOperator.MoreThan => $"{field.Sql} > {Parameter(filter.Values[0])}",
        ListOperator.AtMost => $"{field.Sql} <= {Parameter(filter.Values[0])}",
        ListOperator.LessThan => $"{field.Sql} < {Parameter(filter.Values[0])}",
        ListOperator.Like => Either(filter.Values.Select(text => $"LOWER({field.Sql}) LIKE LOWER({Parameter(text)}) ESCAPE '!'")),
        ListOperator.Contains => $"INSTR({field.Sql}, {Parameter(filter.Values[0])}) > 0",
        ListOperator.Given => field.IsNullable ? $"{field.Sql} IS NOT NULL" : "",
        ListOperator.Between => Either(filter.Values.Chunk(2).Select(pair => Between(field, pair[0], pair[1]))),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>
    /// What comes after the keys in this order: each key not before its own, and either after it or, where it is the same, followed by keys
    /// that come after. The bound on the first key stands alone, so that an index on it is begun in the middle.
    /// </summary>
    public void AddAfter(IReadOnlyList<ListOrder> order, IReadOnlyList<object?> keys)
    {
        var words = "";
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var (same, after) = Bounds(Find(order[i].Field), order[i].IsDescending, keys[i]);
            words = (i == order.Count - 1, after) switch
            {
                (true, _) => after ?? "FALSE",
                (_, null) => same is null ? words : $"({same} AND {words})",
                _ => same is null ? $"({after} OR {words})" : $"({same} AND ({after} OR {words}))",
            };
        }

        Add(words);
    }

    public string OrderBy(IReadOnlyList<ListOrder> order) => "\nORDER BY " + string.Join(", ", order.Select(one =>
    {
        var field = Find(one.Field);
        var direction = one.IsDescending ? " DESC" : "";
        return field.IsNullable ? $"({field.Sql} IS NULL){direction}, {field.Sql}{direction}" : field.Sql + direction;
    }));

    public string Parameter(object? value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"p{arguments.Count}");
        arguments.Add((name, value));
        return $"@{name}";
    }

    public ListedField Find(string name) =>
        fields.TryGetValue(name, out var field) ? field : throw new ArgumentException($"The list has no field '{name}'.", nameof(name));

    /// <summary>What is not before a key (null: everything), and what is after it (null: nothing). What is nothing comes last, or first where the order descends.</summary>
    private (string? Same, string? After) Bounds(ListedField field, bool isDescending, object? key)
    {
        if (key is null)
        {
            return isDescending ? (null, field.IsNullable ? $"{field.Sql} IS NOT NULL" : null) : ($"{field.Sql} IS NULL", null);
        }

        var value = Parameter(ListKeys.Read(field.Kind, key));
        var (same, after) = isDescending ? ($"{field.Sql} <= {value}", $"{field.Sql} < {value}") : ($"{field.Sql} >= {value}", $"{field.Sql} > {value}");
        return field.IsNullable && !isDescending ? ($"({same} OR {field.Sql} IS NULL)", $"({after} OR {field.Sql} IS NULL)") : (same, after);
    }

    private string Between(ListedField field, object? first, object? end) => end is null
        ? $"{field.Sql} >= {Parameter(first)}"
        : $"({field.Sql} >= {Parameter(first)} AND {field.Sql} < {Parameter(end)})";

    private static string Either(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count == 1 ? all[0] : $"({string.Join(" OR ", all)})";
    }

    private string AnyOf(ListedField field, IReadOnlyList<object?> values)
    {
        // no column of a list holds a greater number, and a database may refuse to compare with one
        var some = values.OfType<object>().Where(static value => value is not long number || number is >= int.MinValue and <= int.MaxValue).ToList();
        var hasNothing = values.Contains(null);
        var isOne = some.Count switch
        {
            0 => "",
            1 => $"{field.Sql} = {Parameter(some[0])}",
            _ => $"{field.Sql} IN ({string.Join(", ", some.Select(Parameter))})",
        };
        return !hasNothing
            ? isOne.Length == 0 ? "FALSE" : isOne
            : isOne.Length == 0 ? $"{field.Sql} IS NULL" : $"({isOne} OR {field.Sql} IS NULL)";
    }

    private string NoneOf(ListedField field, IReadOnlyList<object?> values)
    {
        var others = $"{field.Sql} NOT IN ({string.Join(", ", values.OfType<object>().Select(Parameter))})";
        return field.IsNullable && !values.Contains(null) ? $"({others} OR {field.Sql} IS NULL)" : others;
    }
}
