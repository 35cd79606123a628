using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

/// <summary>Between JSON text and MessagePack, value by value and without a tree in between.</summary>
internal static class FrameJson
{
    private const int MaxDepth = 512;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth, SkipValidation = true };

    /// <summary>Writes the value that this JSON text says.</summary>
    public static void Write(string json, MessagePackWriter writer)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            Write(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes)), writer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public static void Write(ReadOnlySpan<byte> json, MessagePackWriter writer)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            Write(ref reader, writer);
        }
        catch (JsonException exception)
        {
            throw new FrameException($"The value is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Times become ISO 8601 text, bytes base64, keys that are no text their text.</summary>
    public static string Read(ReadOnlySpan<byte> messagePack) => Encoding.UTF8.GetString(ReadUtf8(messagePack).WrittenSpan);

    public static ArrayBufferWriter<byte> ReadUtf8(ReadOnlySpan<byte> messagePack)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(64, messagePack.Length));
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            var reader = new MessagePackReader(messagePack);
            Read(ref reader, writer, 0);
        }
        return buffer;
    }

    private static void Write(ref Utf8JsonReader reader, MessagePackWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, writer);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, writer);
                break;
            case JsonTokenType.String:
                WriteString(ref reader, writer);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref reader, writer);
                break;
            case JsonTokenType.Null:
                writer.WriteNil();
                break;
            default:
                writer.WriteBool(reader.TokenType == JsonTokenType.True);
                break;
        }
    }

    private static void WriteObject(ref Utf8JsonReader reader, MessagePackWriter writer)
    {
        var start = writer.BeginCollection();
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            WriteString(ref reader, writer);
            reader.Read();
            Write(ref reader, writer);
            count++;
        }
        writer.EndMap(start, count);
    }

    private static void WriteArray(ref Utf8JsonReader reader, MessagePackWriter writer)
    {
        var start = writer.BeginCollection();
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Write(ref reader, writer);
            count++;
        }
        writer.EndArray(start, count);
    }

    private static void WriteString(ref Utf8JsonReader reader, MessagePackWriter writer)
    {
        if (reader.ValueIsEscaped)
        {
            writer.WriteText(reader.GetString());
        }
        else
        {
            writer.WriteUtf8(reader.ValueSpan);
        }
    }

    private static void WriteNumber(ref Utf8JsonReader reader, MessagePackWriter writer)
    {
        if (reader.TryGetInt64(out var integer))
        {
            writer.WriteInt(integer);
        }
        else if (reader.TryGetUInt64(out var unsigned))
        {
            writer.WriteUnsigned(unsigned);
        }
        else
        {
            writer.WriteDouble(reader.GetDouble());
        }
    }

    private static void Read(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FrameException($"The value is nested more than {MaxDepth} deep.");
        }
        switch (reader.Peek())
        {
            case MessagePackKind.Nil:
                reader.TryReadNil();
                writer.WriteNullValue();
                break;
            case MessagePackKind.Bool:
                writer.WriteBooleanValue(reader.ReadBool());
                break;
            case MessagePackKind.Int:
                ReadInt(ref reader, writer);
                break;
            case MessagePackKind.Double:
                ReadDouble(ref reader, writer);
                break;
            case MessagePackKind.Text:
                writer.WriteStringValue(Clean(reader.ReadUtf8()));
                break;
            case MessagePackKind.Bytes:
                writer.WriteBase64StringValue(reader.ReadBytes());
                break;
            case MessagePackKind.Time:
                writer.WriteStringValue(IsoTime.Format(reader.ReadTime()));
                break;
            case MessagePackKind.Array:
                ReadArray(ref reader, writer, depth);
                break;
            case MessagePackKind.Map:
                ReadMap(ref reader, writer, depth);
                break;
            default:
                throw new FrameException("The value holds a MessagePack extension that JSON cannot say.");
        }
    }

    private static void ReadArray(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        writer.WriteStartArray();
        for (var count = reader.ReadArrayHeader(); count > 0; count--)
        {
            Read(ref reader, writer, depth + 1);
        }
        writer.WriteEndArray();
    }

    private static void ReadMap(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        writer.WriteStartObject();
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            if (reader.Peek() == MessagePackKind.Text)
            {
                writer.WritePropertyName(Clean(reader.ReadUtf8()));
            }
            else
            {
                writer.WritePropertyName(Read(reader.ReadRaw()).Trim('"'));
            }
            Read(ref reader, writer, depth + 1);
        }
        writer.WriteEndObject();
    }

    private static void ReadInt(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        if (reader.TryReadHugeInt(out var huge))
        {
            writer.WriteNumberValue(huge);
        }
        else
        {
            writer.WriteNumberValue(reader.ReadInt());
        }
    }

    private static void ReadDouble(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        var value = reader.ReadDouble();
        if (!double.IsFinite(value))
        {
            throw new FrameException($"The value holds {value}, which JSON cannot say.");
        }
        // 1.0 stays a floating-point number on the other side
        if (double.IsInteger(value) && Math.Abs(value) < 1e15)
        {
            writer.WriteRawValue(value.ToString("0.0"), skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }

    private static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> utf8) =>
        System.Text.Unicode.Utf8.IsValid(utf8) ? utf8 : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
}
