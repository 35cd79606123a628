using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>What data annotations mean in JSON schema.</summary>
internal static class SchemaAnnotations
{
    /// <summary>Adds the rules of the annotations to those of the type.</summary>
    public static JsonObject Apply(JsonObject schema, IEnumerable<Attribute> attributes, Type type)
    {
        if ((Nullable.GetUnderlyingType(type) ?? type).IsEnum && !schema.ContainsKey("type"))
        {
            schema["type"] = Nullable.GetUnderlyingType(type) is null ? "string" : new JsonArray("string", "null");
        }

        foreach (var attribute in attributes)
        {
            ApplyLimits(schema, attribute, type == typeof(string));
            ApplyValues(schema, attribute);
            ApplyTexts(schema, attribute);
        }

        return schema;
    }

    private static void ApplyLimits(JsonObject schema, Attribute attribute, bool isText)
    {
        var (least, most) = isText ? ("minLength", "maxLength") : ("minItems", "maxItems");
        switch (attribute)
        {
            case RangeAttribute range:
                schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
                schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Number(range.Maximum);
                break;
            case StringLengthAttribute length:
                schema["maxLength"] = length.MaximumLength;
                SetIfPositive(schema, "minLength", length.MinimumLength);
                break;
            case LengthAttribute length:
                schema[most] = length.MaximumLength;
                SetIfPositive(schema, least, length.MinimumLength);
                break;
            case MinLengthAttribute length:
                schema[least] = length.Length;
                break;
            case MaxLengthAttribute { Length: > 0 } length:
                schema[most] = length.Length;
                break;
            case RequiredAttribute { AllowEmptyStrings: false } when isText && !schema.ContainsKey("minLength"):
                schema["minLength"] = 1;
                break;
        }

        if (attribute is RequiredAttribute && schema["type"] is JsonArray types)
        {
            schema["type"] = types.Where(name => (string?)name != "null").Select(name => name?.DeepClone()).Single();
        }
    }

    private static void ApplyValues(JsonObject schema, Attribute attribute)
    {
        switch (attribute)
        {
            case AllowedValuesAttribute allowed:
                schema["enum"] = Values(allowed.Values);
                break;
            case DeniedValuesAttribute denied:
                schema["not"] = new JsonObject { ["enum"] = Values(denied.Values) };
                break;
            case RegularExpressionAttribute expression:
                // the whole text has to match, as everywhere in .NET's annotations
                schema["pattern"] = $"^(?:{expression.Pattern})$";
                break;
            case EmailAddressAttribute:
                schema["format"] = "email";
                break;
            case UrlAttribute:
                schema["format"] = "uri";
                break;
            case DataTypeAttribute { DataType: DataType.MultilineText }:
                schema["format"] = "multiline";
                break;
            case DataTypeAttribute { DataType: DataType.Date }:
                schema["format"] = "date";
                break;
        }
    }

    private static void ApplyTexts(JsonObject schema, Attribute attribute)
    {
        switch (attribute)
        {
            case DescriptionAttribute description:
                schema["description"] = description.Description;
                break;
            case DisplayAttribute display:
                SetIfText(schema, "title", display.GetName());
                SetIfText(schema, "description", display.GetDescription());
                SetIfText(schema, "section", display.GetGroupName());
                break;
        }
    }

    private static JsonArray Values(IEnumerable<object?> values) =>
        [.. values.Select(value => XComJson.ToNode(value, typeof(object)))];

    private static JsonNode Number(object value) => value switch
    {
        int number => number,
        double number when double.IsInteger(number) && Math.Abs(number) < 1e15 => (long)number,
        double number => number,
        _ => double.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture),
    };

    private static void SetIfPositive(JsonObject schema, string name, int value)
    {
        if (value > 0)
        {
            schema[name] = value;
        }
    }

    private static void SetIfText(JsonObject schema, string name, string? value)
    {
        if (value is not null)
        {
            schema[name] = value;
        }
    }
}
