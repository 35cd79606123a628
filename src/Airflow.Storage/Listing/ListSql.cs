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
        Add(filter.Operator switch
        {
            ListOperator.AnyOf => AnyOf(field, filter.Values),
            ListOperator.NoneOf => filter.Values.Count == 0 ? "" : NoneOf(field, filter.Values),
            ListOperator.AtLeast => $"{field.Sql} >= {Parameter(filter.Values[0])}",
            ListOperator.MoreThan => $"{field.Sql} > {Parameter(filter.Values[0])}",
            ListOperator.AtMost => $"{field.Sql} <= {Parameter(filter.Values[0])}",
            ListOperator.LessThan => $"{field.Sql} < {Parameter(filter.Values[0])}",
            ListOperator.Like => Alternatives(filter.Values, text => $"LOWER({field.Sql}) LIKE LOWER({Parameter(text)})"),
            ListOperator.StartsWith => Alternatives(filter.Values, text => StartsWith(field, text)),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        });
    }

    /// <summary>What comes after the keys in this order, which reads ever deeper: greater in the first, or equal in it and greater in the second …</summary>
    public void AddAfter(IReadOnlyList<ListOrder> order, IReadOnlyList<string?> keys)
    {
        var alternatives = new List<string>();
        var equal = new StringBuilder();
        for (var i = 0; i < order.Count; i++)
        {
            var field = Find(order[i].Field);
            if (After(field, order[i].IsDescending, keys[i]) is { } after)
            {
                alternatives.Add($"({equal}{after})");
            }

            equal.Append(field.Sql).Append(keys[i] is null ? " IS NULL AND " : $" = {Parameter(Value(field, keys[i]))} AND ");
        }

        Add(alternatives.Count == 0 ? "FALSE" : $"({string.Join(" OR ", alternatives)})");
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

    private string? After(ListedField field, bool isDescending, string? key)
    {
        var beyond = key is null ? null : $"{field.Sql} {(isDescending ? '<' : '>')} {Parameter(Value(field, key))}";
        return (isDescending, key) switch
        {
            // nothing is before everything where the order descends
            (true, null) => $"{field.Sql} IS NOT NULL",
            (false, null) => null,
            (true, _) => beyond,
            (false, _) => field.IsNullable ? $"({beyond} OR {field.Sql} IS NULL)" : beyond,
        };
    }

    private string AnyOf(ListedField field, IReadOnlyList<object?> values)
    {
        var some = values.OfType<object>().ToList();
        var isOne = some.Count switch
        {
            0 => "",
            1 => $"{field.Sql} = {Parameter(some[0])}",
            _ => $"{field.Sql} IN ({string.Join(", ", some.Select(Parameter))})",
        };
        return some.Count == values.Count
            ? isOne.Length == 0 ? "FALSE" : isOne
            : isOne.Length == 0 ? $"{field.Sql} IS NULL" : $"({isOne} OR {field.Sql} IS NULL)";
    }

    private string NoneOf(ListedField field, IReadOnlyList<object?> values)
    {
        var others = $"{field.Sql} NOT IN ({string.Join(", ", values.OfType<object>().Select(Parameter))})";
        return field.IsNullable && !values.Contains(null) ? $"({others} OR {field.Sql} IS NULL)" : others;
    }

    private static string Alternatives(IReadOnlyList<object?> values, Func<string, string> write)
    {
        var texts = values.OfType<string>().SelectMany(value => value.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return texts.Count == 0 ? "" : $"({string.Join(" OR ", texts.Select(write))})";
    }

    private string StartsWith(ListedField field, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"SUBSTR({field.Sql}, 1, {text.EnumerateRunes().Count()}) = {Parameter(text)}");

    private static object? Value(ListedField field, string? key) => key is null ? null : ListKeys.Read(field.Kind, key);
}
