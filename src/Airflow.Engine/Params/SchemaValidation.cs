using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Params;

/// <summary>Checks one value by one schema, from the outside in.</summary>
internal sealed class SchemaValidation(JsonObject root, List<SchemaProblem> problems)
{
    /// <summary>A reference that leads back to itself ends here instead of never.</summary>
    private const int MaxDepth = 100;

    private int _depth;

    public void Check(JsonNode? value, JsonNode? schema, string path)
    {
        if (schema?.GetValueKind() == JsonValueKind.False)
        {
            Add(path, "No value is allowed here.");
        }
        if (schema is not JsonObject rules || _depth >= MaxDepth)
        {
            return;
        }
        _depth++;
        if (rules["$ref"] is JsonValue reference)
        {
            Check(value, Resolve(reference.GetValue<string>()), path);
        }
        CheckAny(value, rules, path);
        switch (value?.GetValueKind())
        {
            case JsonValueKind.String:
                CheckText(value.GetValue<string>(), rules, path);
                break;
            case JsonValueKind.Number:
                CheckNumber(JsonEquality.Number(value), rules, path);
                break;
            case JsonValueKind.Array:
                CheckList(value.AsArray(), rules, path);
                break;
            case JsonValueKind.Object:
                CheckMap(value.AsObject(), rules, path);
                break;
        }
        CheckCombined(value, rules, path);
        _depth--;
    }

    private void CheckAny(JsonNode? value, JsonObject rules, string path)
    {
        if (rules.ContainsKey("type") && !JsonSchema.Types(rules["type"]).Any(type => JsonSchema.IsOfType(value, type) == true))
        {
            Add(path, $"{Text(value)} is not of type {string.Join(" or ", JsonSchema.Types(rules["type"]))}.");
        }
        if (rules["enum"] is JsonArray allowed && !allowed.Any(item => JsonEquality.AreEqual(item, value)))
        {
            Add(path, $"{Text(value)} is not one of {allowed.ToJsonString()}.");
        }
        if (rules.TryGetPropertyValue("const", out var expected) && !JsonEquality.AreEqual(expected, value))
        {
            Add(path, $"{Text(value)} is not {Text(expected)}.");
        }
    }

    private void CheckText(string text, JsonObject rules, string path)
    {
        var length = text.EnumerateRunes().Count();
        AddIf(length < Number(rules, "minLength"), path, $"'{text}' is too short: it needs {Text(rules["minLength"])} characters.");
        AddIf(length > Number(rules, "maxLength"), path, $"'{text}' is too long: it may have {Text(rules["maxLength"])} characters.");
        if (rules["pattern"] is JsonValue pattern)
        {
            AddIf(!IsMatch(text, pattern.GetValue<string>()), path, $"'{text}' does not match {pattern}.");
        }
        if (rules["format"] is JsonValue format && format.GetValueKind() == JsonValueKind.String)
        {
            AddIf(!ParamFormats.IsValid(format.GetValue<string>(), text), path, $"'{text}' is not a {format}.");
        }
    }

    private void CheckNumber(double number, JsonObject rules, string path)
    {
        AddIf(number < Number(rules, "minimum"), path, $"{number} is less than the minimum of {Text(rules["minimum"])}.");
        AddIf(number > Number(rules, "maximum"), path, $"{number} is more than the maximum of {Text(rules["maximum"])}.");
        AddIf(number <= Number(rules, "exclusiveMinimum"), path, $"{number} is not more than {Text(rules["exclusiveMinimum"])}.");
        AddIf(number >= Number(rules, "exclusiveMaximum"), path, $"{number} is not less than {Text(rules["exclusiveMaximum"])}.");
        if (Number(rules, "multipleOf") is { } factor)
        {
            // A whole factor is exact; with a fraction the quotient decides, as 0.3 is no exact multiple of 0.1.
            var isMultiple = double.IsInteger(factor) ? number % factor == 0 : double.IsInteger(number / factor);
            AddIf(!isMultiple, path, $"{number} is not a multiple of {Text(rules["multipleOf"])}.");
        }
    }

    private void CheckList(JsonArray list, JsonObject rules, string path)
    {
        AddIf(list.Count < Number(rules, "minItems"), path, $"It has {list.Count} items and needs {Text(rules["minItems"])}.");
        AddIf(list.Count > Number(rules, "maxItems"), path, $"It has {list.Count} items and may have {Text(rules["maxItems"])}.");
        if (rules["uniqueItems"]?.GetValueKind() == JsonValueKind.True)
        {
            AddIf(list.Where((item, index) => list.Take(index).Any(other => JsonEquality.AreEqual(item, other))).Any(), path, "Its items are not all different.");
        }
        var first = rules["prefixItems"] as JsonArray ?? [];
        for (var i = 0; i < list.Count; i++)
        {
            Check(list[i], i < first.Count ? first[i] : rules["items"], $"{path}[{i}]");
        }
        if (rules["contains"] is { } contains)
        {
            var found = list.Count(item => IsValid(item, contains));
            AddIf(found < (Number(rules, "minContains") ?? 1) || found > Number(rules, "maxContains"), path, $"{found} of its items are as wanted.");
        }
    }

    private void CheckMap(JsonObject map, JsonObject rules, string path)
    {
        AddIf(map.Count < Number(rules, "minProperties"), path, $"It has {map.Count} properties and needs {Text(rules["minProperties"])}.");
        AddIf(map.Count > Number(rules, "maxProperties"), path, $"It has {map.Count} properties and may have {Text(rules["maxProperties"])}.");
        foreach (var name in Names(rules["required"]).Where(name => !map.ContainsKey(name)))
        {
            Add(path, $"'{name}' is required.");
        }
        var known = rules["properties"] as JsonObject ?? [];
        var patterns = rules["patternProperties"] as JsonObject ?? [];
        foreach (var (name, value) in map)
        {
            var place = $"{path}.{name}";
            var matching = patterns.Where(pattern => IsMatch(name, pattern.Key)).Select(pattern => pattern.Value).ToArray();
            foreach (var schema in matching)
            {
                Check(value, schema, place);
            }
            Check(value, known[name], place);
            Check(name, rules["propertyNames"], place);
            if (matching.Length == 0 && !known.ContainsKey(name))
            {
                Check(value, rules["additionalProperties"], place);
            }
        }
        foreach (var (name, needed) in rules["dependentRequired"] as JsonObject ?? [])
        {
            AddIf(map.ContainsKey(name) && !Names(needed).All(map.ContainsKey), path, $"'{name}' needs {Text(needed)}.");
        }
        foreach (var (_, schema) in (rules["dependentSchemas"] as JsonObject ?? []).Where(entry => map.ContainsKey(entry.Key)))
        {
            Check(map, schema, path);
        }
    }

    private void CheckCombined(JsonNode? value, JsonObject rules, string path)
    {
        foreach (var schema in rules["allOf"] as JsonArray ?? [])
        {
            Check(value, schema, path);
        }
        if (rules["anyOf"] is JsonArray any)
        {
            AddIf(!any.Any(schema => IsValid(value, schema)), path, $"{Text(value)} is none of the allowed kinds.");
        }
        if (rules["oneOf"] is JsonArray one)
        {
            var count = one.Count(schema => IsValid(value, schema));
            AddIf(count != 1, path, $"{Text(value)} is {(count == 0 ? "none" : "more than one")} of the allowed kinds.");
        }
        if (rules["not"] is { } forbidden)
        {
            AddIf(IsValid(value, forbidden), path, $"{Text(value)} is not allowed.");
        }
        if (rules["if"] is { } condition)
        {
            Check(value, IsValid(value, condition) ? rules["then"] : rules["else"], path);
        }
    }

    private bool IsValid(JsonNode? value, JsonNode? schema)
    {
        var found = new List<SchemaProblem>();
        new SchemaValidation(root, found) { _depth = _depth }.Check(value, schema, "$");
        return found.Count == 0;
    }

    /// <summary>A reference within the same schema.</summary>
    private JsonNode? Resolve(string reference)
    {
        JsonNode? node = root;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (node as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }
        return node;
    }

    private static bool IsMatch(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static double? Number(JsonObject rules, string keyword) =>
        rules[keyword] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? JsonEquality.Number(value) : null;

    private static IEnumerable<string> Names(JsonNode? list) => (list as JsonArray)?.Select(item => item!.GetValue<string>()) ?? [];

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private void Add(string path, string message) => problems.Add(new SchemaProblem(path, message));

    private void AddIf(bool condition, string path, string message)
    {
        if (condition)
        {
            Add(path, message);
        }
    }
}
