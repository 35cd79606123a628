using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>The <c>type</c> of JSON schema for a C# type.</summary>
internal static class JsonSchemaType
{
    public static JsonNode? Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) is { } name ? new JsonArray("null", name) : null;
        }

        return Name(type);
    }

    private static string? Name(Type type) => type switch
    {
        _ when type == typeof(object) || type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type) => null,
        { IsEnum: true } => "string",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(float) || type == typeof(double) || type == typeof(decimal) || type == typeof(Half) => "number",
        _ when type == typeof(string) || type == typeof(char) || type == typeof(Guid) || type == typeof(Uri)
            || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly)
            || type == typeof(TimeSpan) => "string",
        { IsPrimitive: true } => "integer",
        _ when typeof(IDictionary).IsAssignableFrom(type) => "object",
        _ when typeof(IEnumerable).IsAssignableFrom(type) => type.GetInterfaces().Append(type).Any(IsDictionary) ? "object" : "array",
        _ => "object",
    };

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>));
}
