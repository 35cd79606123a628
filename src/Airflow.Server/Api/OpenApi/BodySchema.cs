using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.OpenApi;

/// <summary>The schema of a body, from the fields that it is checked by.</summary>
internal static class BodySchema
{
    public static JsonObject Of(BodyModel model) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(model.Fields.Select(static field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field)))),
        ["required"] = new JsonArray([.. model.Fields.Where(static field => field.IsRequired).Select(static field => (JsonNode)field.Name)]),
        ["additionalProperties"] = model.AllowsOthers,
    };

    private static JsonObject Of(BodyField field)
    {
        var schema = field.Kind switch
        {
            BodyKind.Text => new JsonObject { ["type"] = "string" },
            BodyKind.Integer => new JsonObject { ["type"] = "integer" },
            BodyKind.Number => new JsonObject { ["type"] = "number" },
            BodyKind.Flag => new JsonObject { ["type"] = "boolean" },
            BodyKind.Time => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            BodyKind.Duration => new JsonObject { ["type"] = "string", ["format"] = "duration" },
            BodyKind.Map => new JsonObject { ["type"] = "object" },
            BodyKind.List => new JsonObject { ["type"] = "array" },
            BodyKind.Literal or BodyKind.Choice => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. field.Choices.Select(static choice => (JsonNode)choice)]) },
            _ => [],
        };
        Put(schema, "maxLength", field.MaxLength);
        Put(schema, "minLength", field.MinLength);
        Put(schema, "pattern", field.Pattern);
        Put(schema, "minimum", field.Minimum);
        return field.IsNullable ? new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;
    }

    private static void Put(JsonObject schema, string name, JsonNode? value)
    {
        if (value is not null)
        {
            schema[name] = value;
        }
    }
}
