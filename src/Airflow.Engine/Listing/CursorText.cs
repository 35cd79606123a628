using System.Text;
using Airflow.Engine.MessagePack;

namespace Airflow.Engine.Listing;

/// <summary>The keys of a cursor as MessagePack.</summary>
internal static class CursorText
{
    private const int MaxDepth = 4;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A key is of a kind that no cursor holds.</exception>
    public static byte[] Write(IReadOnlyList<object?> keys)
    {
        using var writer = new MessagePackWriter();
        writer.WriteArrayHeader(keys.Count);
        foreach (var key in keys)
        {
            WriteOne(writer, key);
        }

        return writer.Written.ToArray();
    }

    /// <summary>A list of values, or one value that is none.</summary>
    /// <exception cref="AirflowException">list_cursor_invalid: these bytes are no value, or more than one.</exception>
    public static object? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            var value = ReadOne(ref reader, depth: 0);
            return reader.IsAtEnd ? value : throw ListCursor.Invalid("Invalid cursor token");
        }
        catch (Exception exception) when (exception is MessagePackException or DecoderFallbackException)
        {
            throw ListCursor.Invalid("Invalid cursor token", exception);
        }
    }

    private static void WriteOne(MessagePackWriter writer, object? key)
    {
        switch (key)
        {
            case null:
                writer.WriteNil();
                break;
            case bool flag:
                writer.WriteBool(flag);
                break;
            case long number:
                writer.WriteInt(number);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case DateTimeOffset time:
                writer.WriteTime(time);
                break;
            case string text:
                writer.WriteText(text);
                break;
            default:
                throw new ArgumentException($"No cursor holds a {key.GetType()}.", nameof(key));
        }
    }

    private static object? ReadOne(ref MessagePackReader reader, int depth) => reader.Peek() switch
    {
        MessagePackKind.Nil => ReadNothing(ref reader),
        MessagePackKind.Bool => reader.ReadBool(),
        MessagePackKind.Int => reader.ReadInt(),
        MessagePackKind.Double => reader.ReadDouble(),
        MessagePackKind.Text => Strict.GetString(reader.ReadUtf8()),
        MessagePackKind.Time => reader.ReadTime(),
        MessagePackKind.Array when depth < MaxDepth => ReadList(ref reader, depth),
        var kind => throw new MessagePackException($"No cursor holds a {kind} here."),
    };

    private static object? ReadNothing(ref MessagePackReader reader)
    {
        reader.TryReadNil();
        return null;
    }

    private static object?[] ReadList(ref MessagePackReader reader, int depth)
    {
        var values = new object?[reader.ReadArrayHeader()];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = ReadOne(ref reader, depth + 1);
        }

        return values;
    }
}
