using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Templates;

namespace Airflow.Engine.Params;

/// <summary>
/// Says what is wrong with the value of a param as clients of Airflow's API know it: what, by which keyword of the schema, and on which value.
/// </summary>
public static class ParamRefusal
{
    private const int Width = 72;

    /// <summary>Documents do not keep the order in which an author wrote the keywords; these come first.</summary>
    private static readonly string[] First = ["enum", "type"];

    /// <summary>The first problem of the values; null when there is none.</summary>
    public static string? Of(DeclaredParams declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        foreach (var name in declared.Names)
        {
            if (declared[name].Problems(name) is [var problem, ..])
            {
                return Of(name, declared[name]) ?? problem;
            }
        }

        return null;
    }

    private static string? Of(string name, DeclaredParam param)
    {
        if (!param.HasValue)
        {
            return $"Invalid input for param {name}: No value passed and Param has no default value";
        }

        var schema = new JsonObject(param.Schema.OrderBy(static entry => Array.IndexOf(First, entry.Key) is >= 0 and var place ? place : First.Length)
            .Select(static entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
        foreach (var (keyword, rule) in schema)
        {
            if (rule is not null && Problem(keyword, rule, param.Value) is { } problem)
            {
                return $"Invalid input for param {name}: {problem}\n\nFailed validating {Text(keyword)} in schema:\n{Indented(schema)}\n\nOn instance:\n{Indented(param.Value)}";
            }
        }

        // something deeper inside: told in words of our own
        return null;
    }

    private static string? Problem(string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "enum" or "const" or "type" => KindProblem(keyword, rule, value),
        "minLength" or "maxLength" or "minItems" or "maxItems" => LengthProblem(keyword, rule, value),
        "pattern" or "format" when JsonSchema.Validate(value, new JsonObject { [keyword] = rule.DeepClone() }).Count > 0 =>
            keyword == "pattern" ? $"{Text(value)} does not match {Text(rule)}" : $"{Text(value)} is not a {Text(rule)}",
        _ => value is JsonValue plain && plain.GetValueKind() == JsonValueKind.Number ? NumberProblem(keyword, rule, JsonEquality.Number(value), Text(value)) : null,
    };

    private static string? KindProblem(string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "enum" when rule is JsonArray choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value)) => $"{Text(value)} is not one of {Text(rule)}",
        "const" when !JsonNode.DeepEquals(rule, value) => $"{Text(rule)} was expected",
        "type" when JsonSchema.Types(rule).ToList() is { Count: > 0 } types && !types.Exists(type => JsonSchema.IsOfType(value, type) != false) =>
            $"{Text(value)} is not of type {string.Join(", ", types.Select(static type => Text(type)))}",
        _ => null,
    };

    private static string? NumberProblem(string keyword, JsonNode rule, double? number, string text) => keyword switch
    {
        "minimum" when number < JsonEquality.Number(rule) => $"{text} is less than the minimum of {Text(rule)}",
        "maximum" when number > JsonEquality.Number(rule) => $"{text} is greater than the maximum of {Text(rule)}",
        "exclusiveMinimum" when number <= JsonEquality.Number(rule) => $"{text} is less than or equal to the minimum of {Text(rule)}",
        "exclusiveMaximum" when number >= JsonEquality.Number(rule) => $"{text} is greater than or equal to the maximum of {Text(rule)}",
        "multipleOf" when number % JsonEquality.Number(rule) is { } rest && Math.Abs(rest) > double.Epsilon => $"{text} is not a multiple of {Text(rule)}",
        _ => null,
    };

    private static string? LengthProblem(string keyword, JsonNode rule, JsonNode? value)
    {
        var length = value switch
        {
            JsonArray list when keyword.EndsWith("Items", StringComparison.Ordinal) => list.Count,
            JsonValue known when keyword.EndsWith("Length", StringComparison.Ordinal) && known.GetValueKind() == JsonValueKind.String =>
                new StringInfo(known.GetValue<string>()).LengthInTextElements,
            _ => (int?)null,
        };
        var bound = JsonEquality.Number(rule);
        if (keyword.StartsWith("max", StringComparison.Ordinal))
        {
            return length > bound ? $"{Text(value)} is too long" : null;
        }

        var tooShort = length == 0 ? $"{Text(value)} should be non-empty" : $"{Text(value)} is too short";
        return length < bound ? tooShort : null;
    }

    private static string Text(JsonNode? node) => PyText.Repr(TemplateValues.From(JsonElement.Parse(node?.ToJsonString() ?? "null")));

    /// <summary>As Python's pprint writes it: on one line while it fits, else an item a line.</summary>
    private static string Indented(JsonNode? node)
    {
        var line = Text(node);
        var lines = line.Length <= Width ? [line] : node switch
        {
            JsonObject map => Bracketed("{", [.. map.Select(static entry => $"{Text(entry.Key)}: {Text(entry.Value)}")], "}"),
            JsonArray list => Bracketed("[", [.. list.Select(Text)], "]"),
            _ => [line],
        };
        return string.Join('\n', lines.Select(static one => $"    {one}"));
    }

    private static IEnumerable<string> Bracketed(string open, IReadOnlyList<string> items, string close) =>
        items.Select((item, index) => (index == 0 ? open : " ") + item + (index == items.Count - 1 ? close : ","));
}
