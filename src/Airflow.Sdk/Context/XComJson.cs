using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Airflow;

/// <summary>The JSON form of everything that passes between tasks.</summary>
internal static class XComJson
{
    /// <summary>Deeper nesting is an error: it is nearly always a cycle, and no database or browser would take it.</summary>
    public const int MaxDepth = 64;

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Serialises a task's value, or says which task and type cannot be.</summary>
    public static JsonElement Serialize(object? value, Type type, string taskId, string key)
    {
        try
        {
            return ToElement(value, type);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new XComSerializationException(
                $"Task '{taskId}': its XCom '{key}' of type {TypeName.Of(value?.GetType() ?? type)} cannot be stored as JSON: {Explain(exception)}",
                exception);
        }
    }

    public static JsonElement ToElement(object? value, Type type)
    {
        // the common cases of small results need no reflection, whose first use costs tens of milliseconds
        switch (value)
        {
            case JsonElement element:
                return element.Clone();
            case null or string or bool or int or long:
                return Simple(value);
            default:
                return JsonSerializer.SerializeToElement(value, type == typeof(object) ? value.GetType() : type, Options);
        }
    }

    public static JsonNode? ToNode(object? value, Type type) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        _ => JsonSerializer.SerializeToNode(value, type == typeof(object) ? value.GetType() : type, Options),
    };

    /// <summary>Reads a value, or says of which task and XCom it is not one.</summary>
    public static T? Read<T>(JsonElement value, string taskId, string key) => (T?)Read(value, typeof(T), taskId, key);

    public static object? Read(JsonElement value, Type type, string taskId, string key)
    {
        if (type == typeof(string) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        if (type == typeof(JsonElement))
        {
            return value;
        }

        try
        {
            return value.Deserialize(type, Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidOperationException(
                $"XCom '{key}' of task '{taskId}' is no {TypeName.Of(type)}: {Shorten(value.GetRawText())} ({exception.Message})",
                exception);
        }
    }

    private static string Shorten(string json) => json.Length <= 200 ? json : json[..200] + "…";

    private static string Explain(Exception exception) => exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("cycle", StringComparison.OrdinalIgnoreCase)
        ? $"it is nested deeper than {MaxDepth} levels or contains itself."
        : exception is ArgumentException
            ? "it holds NaN or infinity, which JSON does not have; replace them by null or a text."
            : exception.Message;

    private static JsonElement Simple(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            switch (value)
            {
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case int number:
                    writer.WriteNumberValue(number);
                    break;
                case long number:
                    writer.WriteNumberValue(number);
                    break;
                default:
                    writer.WriteNullValue();
                    break;
            }
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            MaxDepth = MaxDepth,
            IncludeFields = true, // tuples have fields, not properties
            PropertyNameCaseInsensitive = true, // rows written by Python tasks and web services come in their own spelling
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the text goes to a database and a JSON API, never into HTML
        };
        options.Converters.Add(new JsonStringEnumConverter());
        // a program prepared for ahead-of-time compilation has no resolver unless it is named
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        options.MakeReadOnly();
        return options;
    }
}
