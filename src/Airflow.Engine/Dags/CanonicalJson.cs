using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Writes JSON so that equal values are equal texts.</summary>
internal static class CanonicalJson
{
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteRawValue(FloatText(number), skipInputValidation: true); break;
            case JsonElement element: WriteElement(writer, element); break;
            case FieldList fields: WriteFields(writer, fields); break;
            case IEnumerable<string> texts: WriteTexts(writer, texts); break;
            case IEnumerable<object> list: WriteList(writer, list); break;
            default: throw new ArgumentException($"A {value.GetType().Name} has no canonical JSON form.", nameof(value));
        }
    }

    private static string FloatText(double value) =>
        double.IsFinite(value) ? PythonFloat.Text(value) : throw new DagSerializationException("a value", $"the number {value} has no JSON form");

    private static void WriteElement(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    WriteElement(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteElement(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(NumberText(element.GetRawText()), skipInputValidation: true);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(FieldReader.Text(element, "a value"));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string NumberText(string raw)
    {
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            return raw == "-0" ? "0" : raw.Length < 19 ? raw : BigInteger.Parse(raw, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        return FloatText(double.Parse(raw, CultureInfo.InvariantCulture));
    }

    private static void WriteFields(Utf8JsonWriter writer, FieldList fields)
    {
        if (!fields.KeepOrder)
        {
            fields.Items.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        }

        writer.WriteStartObject();
        foreach (var (name, value) in fields.Items)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable<object> list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }
}
