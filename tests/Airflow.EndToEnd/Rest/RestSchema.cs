using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>Checks answers against the schemas of an OpenAPI document.</summary>
internal sealed class RestSchema(JsonObject document)
{
    /// <summary>The first place where the value is not as the schema says; null when there is none.</summary>
    public string? Find(JsonNode? value, JsonNode? schema, string where = "")
    {
        if (schema is not JsonObject rules)
        {
            return null;
        }

        if ((string?)rules["$ref"] is { } reference)
        {
            return Find(value, document["components"]!["schemas"]![reference.Split('/')[^1]], where);
        }

        if (rules["anyOf"] is JsonArray choices)
        {
            var problems = choices.Select(choice => Find(value, choice, where)).ToList();
            return problems.Contains(null) ? null : problems[0];
        }

        if (!HasType(value, rules["type"]))
        {
            return $"{where}: {value?.ToJsonString() ?? "null"} is not of type {rules["type"]!.ToJsonString()}";
        }

        if (value is not null && rules["enum"] is JsonArray texts && !texts.Any(text => JsonNode.DeepEquals(text, value)))
        {
            return $"{where}: {value.ToJsonString()} is none of {texts.ToJsonString()}";
        }

        return value switch
        {
            JsonObject map => FindInObject(map, rules, where),
            JsonArray list => list.Select((item, index) => Find(item, rules["items"], $"{where}/{index}")).FirstOrDefault(problem => problem is not null),
            _ => null,
        };
    }

    private string? FindInObject(JsonObject map, JsonObject rules, string where)
    {
        if (rules["properties"] is not JsonObject properties)
        {
            return null;
        }

        if (properties.Select(property => property.Key).FirstOrDefault(name => !map.ContainsKey(name)) is { } missing)
        {
            return $"{where}: {missing} is missing";
        }

        return map.Select(property => property.Key).FirstOrDefault(name => !properties.ContainsKey(name)) is { } extra
            ? $"{where}: {extra} is not in the schema"
            : map.Select(property => Find(property.Value, properties[property.Key], $"{where}/{property.Key}")).FirstOrDefault(problem => problem is not null);
    }

    private static bool HasType(JsonNode? value, JsonNode? type) => type switch
    {
        null => true,
        JsonArray types => types.Any(one => HasType(value, one)),
        _ => (string?)type switch
        {
            "null" => value is null,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && !value.ToJsonString().Contains('.', StringComparison.Ordinal),
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "array" => value is JsonArray,
            "object" => value is JsonObject,
            _ => true,
        },
    };
}
