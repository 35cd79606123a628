using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Airflow;

/// <summary>Reads params off a record: its properties are the params, their types and annotations the rules, their first values the defaults.</summary>
internal static class ParamRecord
{
    /// <summary>Names as Airflow spells them: <c>RowLimit</c> is <c>row_limit</c>.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (context, schema) => SchemaAnnotations.Apply(
            schema is JsonObject rules ? rules : [], Attributes(context.PropertyInfo), context.TypeInfo.Type),
    };

    public static ParamSet ToParams(Type type)
    {
        var info = Options.GetTypeInfo(type);
        var schema = info.Kind == JsonTypeInfoKind.Object ? Options.GetJsonSchemaAsNode(type, Exporter)["properties"] as JsonObject : null;
        if (schema is null || schema.ToJsonString().Contains("\"$ref\"", StringComparison.Ordinal))
        {
            throw new ArgumentException($"{TypeName.Of(type)} cannot be the params of a DAG: it must be a record or class with properties, and must not contain itself.", nameof(type));
        }

        var defaults = Defaults(type);
        var parameters = new ParamSet();
        foreach (var property in info.Properties.Where(property => schema.ContainsKey(property.Name)))
        {
            var rules = (JsonObject)schema[property.Name]!.DeepClone();
            var description = (string?)rules["description"];
            rules.Remove("description");
            rules.Remove("default");
            var (isThere, value) = Default(property, rules, defaults);
            parameters[property.Name] = new SchemaParam(isThere, value) { Description = description, ExtraSchema = rules };
        }

        return parameters;
    }

    /// <summary>Attributes of the property and, for a record with a parameter list, of the parameter.</summary>
    private static IEnumerable<Attribute> Attributes(JsonPropertyInfo? property) => property is null
        ? []
        : new[] { property.AttributeProvider, property.AssociatedParameter?.AttributeProvider }
            .SelectMany(provider => provider?.GetCustomAttributes(inherit: true) ?? []).OfType<Attribute>();

    /// <summary>A new record; of its parameters those without a default are left empty, which counts for the other properties only.</summary>
    private static object? Defaults(Type type)
    {
        var constructor = type.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).FirstOrDefault();
        return constructor?.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. constructor.GetParameters().Select(Argument)], null);
    }

    private static object? Argument(ParameterInfo parameter) =>
        parameter is { HasDefaultValue: true, DefaultValue: { } value } ? value
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    private static (bool IsThere, JsonNode? Value) Default(JsonPropertyInfo property, JsonObject rules, object? defaults)
    {
        object? value;
        if (property.AssociatedParameter is { } parameter)
        {
            if (!parameter.HasDefaultValue)
            {
                return (false, null);
            }

            value = parameter.DefaultValue;
        }
        else if (property.IsRequired || defaults is null || property.Get is not { } get)
        {
            return (false, null);
        }
        else
        {
            value = get(defaults);
        }

        // null is a default only where it is allowed; elsewhere it says that there is none
        return value is null && !AllowsNull(rules) ? (false, null) : (true, XComNode(value, property.PropertyType));
    }

    private static JsonNode? XComNode(object? value, Type type) => JsonSerializer.SerializeToNode(value, type, Options);

    private static bool AllowsNull(JsonObject rules) => rules["type"] switch
    {
        JsonArray types => types.Any(type => (string?)type == "null"),
        null => true,
        var type => (string?)type == "null",
    };

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(XComJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
        options.MakeReadOnly();
        return options;
    }
}
