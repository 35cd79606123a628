using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Conformance.Dags;

/// <summary>Checks a document against the keywords of JSON Schema draft 7 that the schema of serialised DAGs uses.</summary>
internal sealed class SchemaChecker(JsonObject root)
{
    public static SchemaChecker ForDags() =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(Reference.Folder, "execution", "dag-serialization-v3.schema.json")))!.AsObject());

    /// <summary>All violations, each with its place; none when the document conforms.</summary>
    public List<string> Check(JsonNode? document) => [.. Check(document, root, "$")];

    /// <summary>All violations of one definition of the schema.</summary>
    public List<string> Check(JsonNode? document, string definition) =>
        [.. Check(document, root["definitions"]![definition]!.AsObject(), "$")];

    private IEnumerable<string> Check(JsonNode? value, JsonObject schema, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            return Check(value, Resolve(reference.GetValue<string>()), path);
        }

        return CheckType(value, schema, path)
            .Concat(CheckScalar(value, schema, path))
            .Concat(CheckCombined(value, schema, path))
            .Concat(value is JsonObject map ? CheckObject(map, schema, path) : [])
            .Concat(value is JsonArray list ? CheckArray(list, schema, path) : []);
    }

    private JsonObject Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)root, (node, name) => node[name]!).AsObject();

    private static IEnumerable<string> CheckType(JsonNode? value, JsonObject schema, string path)
    {
        var types = schema["type"] switch
        {
            null => [],
            JsonArray several => several.Select(type => type!.GetValue<string>()).ToArray(),
            var one => [one.GetValue<string>()],
        };
        if (types.Length > 0 && !types.Any(type => Is(value, type)))
        {
            yield return $"{path}: {value?.ToJsonString() ?? "null"} is not {string.Join(" or ", types)}";
        }
    }

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && double.IsInteger(Number(value)),
        _ => throw new NotSupportedException($"type {type}"),
    };

    private static double Number(JsonNode value) => JsonSerializer.Deserialize<double>(value.ToJsonString());

    private static IEnumerable<string> CheckScalar(JsonNode? value, JsonObject schema, string path)
    {
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value))
        {
            yield return $"{path}: is not {constant.ToJsonString()}";
        }

        if (value?.GetValueKind() == JsonValueKind.Number
            && ((schema["minimum"] is { } minimum && Number(value) < Number(minimum))
                || (schema["exclusiveMinimum"] is { } above && Number(value) <= Number(above))))
        {
            yield return $"{path}: {value.ToJsonString()} is too small";
        }

        if (schema["pattern"] is { } pattern && value?.GetValueKind() == JsonValueKind.String
            && !Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            yield return $"{path}: {value.ToJsonString()} does not match {pattern}";
        }
    }

    private IEnumerable<string> CheckCombined(JsonNode? value, JsonObject schema, string path)
    {
        var all = schema["allOf"]?.AsArray().SelectMany(part => Check(value, part!.AsObject(), path)) ?? [];
        return schema["anyOf"] is JsonArray any && !any.Any(part => !Check(value, part!.AsObject(), path).Any())
            ? all.Append($"{path}: matches none of the alternatives")
            : all;
    }

    private List<string> CheckObject(JsonObject map, JsonObject schema, string path)
    {
        var missing = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).Where(name => !map.ContainsKey(name)) ?? [];
        var errors = missing.Select(name => $"{path}: lacks '{name}'").ToList();
        foreach (var (name, value) in map)
        {
            if (schema["properties"]?[name] is JsonObject property)
            {
                errors.AddRange(Check(value, property, $"{path}.{name}"));
            }
            else if (schema["additionalProperties"] is JsonObject others)
            {
                errors.AddRange(Check(value, others, $"{path}.{name}"));
            }
            else if (schema["additionalProperties"] is JsonValue allowed && !allowed.GetValue<bool>())
            {
                errors.Add($"{path}: has the unknown '{name}'");
            }
        }

        return errors;
    }

    private IEnumerable<string> CheckArray(JsonArray list, JsonObject schema, string path)
    {
        if (schema["minItems"] is { } least && list.Count < least.GetValue<int>())
        {
            yield return $"{path}: has fewer than {least} items";
        }

        if (schema["items"] is JsonObject items)
        {
            for (var index = 0; index < list.Count; index++)
            {
                foreach (var error in Check(list[index], items, $"{path}[{index}]"))
                {
                    yield return error;
                }
            }
        }
    }
}
