using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Params;

/// <summary>Checks that the keywords of a schema have the values that they need.</summary>
internal static class SchemaInspection
{
    private static readonly string[] Numbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] Counts = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"];
    private static readonly string[] Schemas =
        ["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else", "unevaluatedItems", "unevaluatedProperties"];
    private static readonly string[] SchemaLists = ["anyOf", "allOf", "oneOf", "prefixItems"];
    private static readonly string[] SchemaMaps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    public static void Check(JsonObject schema, string path, List<SchemaProblem> problems)
    {
        CheckTypes(schema, path, problems);
        Require(Numbers, value => JsonSchema.IsOfType(value, "number") == true, "a number");
        Require(Counts, value => JsonSchema.IsOfType(value, "integer") == true && JsonEquality.Number(value) >= 0, "a whole number that is not negative");
        Require(["enum", "required", "examples"], value => value is JsonArray, "a list");
        Require(["uniqueItems"], value => JsonSchema.IsOfType(value, "boolean") == true, "true or false");
        Require(["pattern"], value => JsonSchema.IsOfType(value, "string") == true && ParamFormats.IsRegex(value!.GetValue<string>()), "a regular expression");
        Require(["format"], value => JsonSchema.IsOfType(value, "string") == true, "a text");
        Require(Schemas, IsSchema, "a schema");
        Require(SchemaLists, value => value is JsonArray { Count: > 0 } list && list.All(IsSchema), "a list of schemas");
        Require(SchemaMaps, value => value is JsonObject map && map.All(entry => IsSchema(entry.Value)), "schemas by name");
        foreach (var (part, place) in Parts(schema))
        {
            Check(part, path + place, problems);
        }

        void Require(string[] keywords, Func<JsonNode?, bool> isRight, string expected)
        {
            foreach (var keyword in keywords.Where(schema.ContainsKey))
            {
                if (!isRight(schema[keyword]))
                {
                    problems.Add(new SchemaProblem($"{path}.{keyword}", $"{schema[keyword]?.ToJsonString() ?? "null"} is not {expected}."));
                }
            }
        }
    }

    private static void CheckTypes(JsonObject schema, string path, List<SchemaProblem> problems)
    {
        if (!schema.TryGetPropertyValue("type", out var type))
        {
            return;
        }
        var isWellFormed = type is JsonArray list ? list.All(item => JsonSchema.IsOfType(item, "string") == true) : JsonSchema.IsOfType(type, "string") == true;
        if (!isWellFormed || JsonSchema.Types(type).Any(name => JsonSchema.IsOfType(null, name) is null))
        {
            problems.Add(new SchemaProblem($"{path}.type", $"{type?.ToJsonString() ?? "null"} is not a type."));
        }
    }

    private static bool IsSchema(JsonNode? node) => node is JsonObject || node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static IEnumerable<(JsonObject Part, string Place)> Parts(JsonObject schema) => Schemas.Select(keyword => (schema[keyword] as JsonObject, $".{keyword}"))
        .Concat(SchemaLists.SelectMany(keyword => (schema[keyword] as JsonArray)?.Select((item, index) => (item as JsonObject, $".{keyword}[{index}]")) ?? []))
        .Concat(SchemaMaps.SelectMany(keyword => (schema[keyword] as JsonObject)?.Select(entry => (entry.Value as JsonObject, $".{keyword}.{entry.Key}")) ?? []))
        .Where(part => part.Item1 is not null)
        .Select(part => (part.Item1!, part.Item2));
}
