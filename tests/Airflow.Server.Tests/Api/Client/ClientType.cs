using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Client;

/// <summary>The C# type of a schema. What may be anything is a JsonNode; names of a fixed set stay text, so that a later server's new ones can be read.</summary>
internal sealed record ClientType(string Name, bool IsNullable, bool IsList = false)
{
    private static readonly ClientType Anything = new("JsonNode", IsNullable: true);

    public static ClientType Of(JsonNode? schema)
    {
        if (schema is not JsonObject told)
        {
            return Anything;
        }

        if (told["$ref"] is { } reference)
        {
            return new($"{reference}".Split('/')[^1], IsNullable: false);
        }

        if (told["anyOf"] is JsonArray choices)
        {
            var others = choices.Where(static choice => $"{choice!["type"]}" != "null").ToList();
            return others.Count == 1 ? Of(others[0]) with { IsNullable = true } : Anything;
        }

        var kinds = told["type"] switch
        {
            JsonArray several => several.Select(static kind => $"{kind}").ToList(),
            null => told["enum"] is null ? [] : ["string"],
            var one => [$"{one}"],
        };
        var isNullable = kinds.Remove("null");
        return kinds.Count == 1 ? Of(kinds[0], told) with { IsNullable = isNullable } : Anything;
    }

    private static ClientType Of(string kind, JsonObject schema) => kind switch
    {
        "string" => new($"{schema["format"]}" switch { "date-time" => "DateTimeOffset", "uuid" => "Guid", _ => "string" }, IsNullable: false),
        "integer" => new("long", IsNullable: false),
        "number" => new("double", IsNullable: false),
        "boolean" => new("bool", IsNullable: false),
        "array" => new($"IReadOnlyList<{Of(schema["items"]).Text}>", IsNullable: false, IsList: true),
        "object" when schema["additionalProperties"] is JsonObject values => new($"IReadOnlyDictionary<string, {Of(values).Text}>", IsNullable: false),
        _ => Anything,
    };

    /// <summary>With its question mark.</summary>
    public string Text => IsNullable ? $"{Name}?" : Name;

    /// <summary>Whether C# wants a first value where it may not be null.</summary>
    public bool IsReference => Name is not ("long" or "double" or "bool" or "DateTimeOffset" or "Guid");
}
