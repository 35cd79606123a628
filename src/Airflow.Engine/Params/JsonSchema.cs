using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Params;

/// <summary>
/// The part of JSON schema (2020-12) that params are written in, with the answers of the library that Airflow checks them with. All
/// problems of a value are told, not the first one only.
/// </summary>
public static class JsonSchema
{
    /// <summary>What is wrong with a value.</summary>
    public static IReadOnlyList<SchemaProblem> Validate(JsonNode? value, JsonObject schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var problems = new List<SchemaProblem>();
        new SchemaValidation(schema, problems).Check(value, schema, "$");
        return problems;
    }

    /// <summary>What is wrong with a schema itself.</summary>
    public static IReadOnlyList<SchemaProblem> Inspect(JsonObject schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var problems = new List<SchemaProblem>();
        SchemaInspection.Check(schema, "$", problems);
        return problems;
    }

    /// <summary>Whether a value is of a type; null when there is no such type.</summary>
    internal static bool? IsOfType(JsonNode? value, string type)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        return type switch
        {
            "string" => kind == JsonValueKind.String,
            "number" => kind == JsonValueKind.Number,
            "integer" => kind == JsonValueKind.Number && double.IsInteger(JsonEquality.Number(value)),
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "array" => kind == JsonValueKind.Array,
            "object" => kind == JsonValueKind.Object,
            "null" => kind == JsonValueKind.Null,
            _ => null,
        };
    }

    internal static IEnumerable<string> Types(JsonNode? type) => type switch
    {
        JsonArray list => list.OfType<JsonValue>().Select(item => item.GetValue<string>()),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
