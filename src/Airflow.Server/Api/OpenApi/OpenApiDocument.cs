using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Server.Api.OpenApi;

/// <summary>Writes the OpenAPI document of the operations, from what they declare.</summary>
internal static partial class OpenApiDocument
{
    public static JsonObject Of(IEnumerable<ApiOperation> operations)
    {
        var schemas = new SchemaSet();
        var paths = new JsonObject();
        foreach (var path in operations.Where(static operation => operation.Prefix == ApiRoutes.Prefix).GroupBy(static operation => PathOf(operation.Pattern), StringComparer.Ordinal))
        {
            paths[path.Key] = new JsonObject(path.Select(operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)Describe(operation, schemas))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Airflow API", ["version"] = "2" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Write(),
                ["securitySchemes"] = new JsonObject
                {
                    ["OAuth2PasswordBearer"] = new JsonObject
                    {
                        ["type"] = "oauth2",
                        ["flows"] = new JsonObject { ["password"] = new JsonObject { ["scopes"] = new JsonObject(), ["tokenUrl"] = "/auth/token" } },
                    },
                    ["HTTPBearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                },
            },
        };
    }

    private static string PathOf(string pattern) => ApiRoutes.Prefix + pattern.Replace("{**", "{", StringComparison.Ordinal);

    private static JsonObject Describe(ApiOperation operation, SchemaSet schemas)
    {
        var told = new JsonObject
        {
            ["tags"] = new JsonArray(operation.Tag),
            ["operationId"] = operation.Id,
        };
        if (!operation.Need.IsNothing)
        {
            told["security"] = new JsonArray(Scheme("OAuth2PasswordBearer"), Scheme("HTTPBearer"));
        }

        // OpenAPI has other words for what a caller accepts
        var others = operation.Parameters.Where(static parameter => parameter.In != "path" && parameter.Name != "accept");
        told["parameters"] = new JsonArray([.. PathParameters(operation).Concat(others).Select(Describe)]);
        if (operation.Body is { } body)
        {
            told["requestBody"] = new JsonObject { ["required"] = !operation.IsBodyOptional, ["content"] = Json(BodySchema.Of(body)) };
        }

        if (operation.IsUpload)
        {
            told["requestBody"] = Upload();
        }

        told["responses"] = Responses(operation, schemas);
        return told;
    }

    private static JsonObject Responses(ApiOperation operation, SchemaSet schemas)
    {
        var success = new JsonObject { ["description"] = "Successful Response" };
        if (operation.Answer is { } type)
        {
            success["content"] = Json(operation.OtherAnswer is { } other
                ? new JsonObject { ["anyOf"] = new JsonArray(schemas.Refer(other), schemas.Refer(type)) }
                : schemas.Refer(type));
        }

        var responses = new JsonObject { [$"{operation.Status}"] = success };
        if (!operation.Need.IsNothing)
        {
            responses["401"] = new JsonObject { ["description"] = "Unauthorized" };
            responses["403"] = new JsonObject { ["description"] = "Forbidden" };
        }

        responses["422"] = new JsonObject { ["description"] = "Validation Error" };
        return responses;
    }

    private static JsonObject Upload()
    {
        var form = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["files"] = new JsonObject { ["type"] = "array", ["items"] = Binary() } },
        };
        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject
            {
                ["multipart/form-data"] = new JsonObject { ["schema"] = form },
                ["application/zip"] = new JsonObject { ["schema"] = Binary() },
                ["application/octet-stream"] = new JsonObject { ["schema"] = Binary() },
            },
        };

        static JsonObject Binary() => new() { ["type"] = "string", ["format"] = "binary" };
    }

    private static JsonObject Scheme(string name) => new() { [name] = new JsonArray() };

    private static JsonObject Json(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static IEnumerable<ApiParameter> PathParameters(ApiOperation operation) => Hole.Matches(operation.Pattern)
        .Select(match => match.Groups[1].Value)
        .Select(name => operation.Parameters.FirstOrDefault(parameter => parameter.In == "path" && parameter.Name == name) ?? new ApiParameter(name))
        .Select(static parameter => parameter with { In = "path", IsRequired = true });

    private static JsonObject Describe(ApiParameter parameter)
    {
        var told = new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.In, ["required"] = parameter.IsRequired, ["schema"] = Schema(parameter) };
        if (parameter.Description is { } description)
        {
            told["description"] = description;
        }

        return told;
    }

    private static JsonObject Schema(ApiParameter parameter)
    {
        var item = parameter.Kind switch
        {
            ApiKind.Integer => new JsonObject { ["type"] = "integer" },
            ApiKind.Number => new JsonObject { ["type"] = "number" },
            ApiKind.Flag => new JsonObject { ["type"] = "boolean" },
            ApiKind.Time => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ApiKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
            ApiKind.Id => new JsonObject { ["type"] = "string", ["format"] = "uuid" },
            _ => new JsonObject { ["type"] = "string" },
        };
        Put(item, "minimum", parameter.Minimum);
        Put(item, "exclusiveMinimum", parameter.Above);
        Put(item, "maxLength", parameter.MaxLength);
        if (parameter.Choices.Count > 0)
        {
            item["enum"] = new JsonArray([.. parameter.Choices.Select(static choice => (JsonNode)choice)]);
        }

        var schema = parameter.IsList ? new JsonObject { ["type"] = "array", ["items"] = item } : item;
        Put(schema, "default", parameter.Default?.DeepClone());
        return schema;
    }

    private static void Put(JsonObject schema, string name, JsonNode? value)
    {
        if (value is not null)
        {
            schema[name] = value;
        }
    }

    [GeneratedRegex(@"\{\**(\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole { get; }
}
