using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;

namespace Airflow.Server.Api.OpenApi;

/// <summary>The schemas of the types that answers are made of, each once and by its name.</summary>
internal sealed class SchemaSet
{
    private static readonly JsonSerializerOptions Options = new(ApiJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), RespectNullableAnnotations = true };

    private readonly Dictionary<string, Type> named = new(StringComparer.Ordinal);

    /// <summary>A reference to the type's schema, or the schema itself where the type has no properties.</summary>
    public JsonNode Refer(Type type)
    {
        if (Options.GetTypeInfo(type).Kind != JsonTypeInfoKind.Object || type == typeof(object))
        {
            return Export(type);
        }

        named.TryAdd(type.Name, type);
        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
    }

    public JsonObject Write()
    {
        var written = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        while (named.Keys.FirstOrDefault(name => !written.ContainsKey(name)) is { } next)
        {
            written[next] = Export(named[next]);
        }

        return new JsonObject(written.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value)));
    }

    private JsonNode Export(Type type) => Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
        {
            var inner = context.TypeInfo;
            if (inner.Type == typeof(DateTimeOffset) || inner.Type == typeof(DateTimeOffset?))
            {
                return Time(isNullable: inner.Type == typeof(DateTimeOffset?));
            }

            return context.Path.Length > 0 && inner.Kind == JsonTypeInfoKind.Object && inner.Type != typeof(object) ? Nested(inner.Type, schema) : schema;
        },
    });

    private JsonNode Nested(Type type, JsonNode schema)
    {
        var reference = Refer(type);
        return schema is JsonObject map && map["type"] is JsonArray
            ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;
    }

    private static JsonObject Time(bool isNullable) => isNullable
        ? new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time" }
        : new JsonObject { ["type"] = "string", ["format"] = "date-time" };
}
