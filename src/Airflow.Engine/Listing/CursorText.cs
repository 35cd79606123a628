using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Airflow.Engine.Listing;

/// <summary>The few kinds of MessagePack values that the keys of a cursor are.</summary>
internal static class CursorText
{
    private const int NanosecondsPerTick = 100;
    private const int MaxDepth = 4;
    private const sbyte Timestamp = -1;

    /// <exception cref="ArgumentException">A key is of a kind that no cursor holds.</exception>
    public static byte[] Write(IReadOnlyList<object?> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (keys.Count < 16)
        {
            Put(buffer, (byte)(0x90 | keys.Count));
        }
        else
        {
            Put(buffer, 0xdc);
            BinaryPrimitives.WriteUInt16BigEndian(Take(buffer, 2), (ushort)keys.Count);
        }

        foreach (var key in keys)
        {
            WriteOne(buffer, key);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A list of values, or one value that is none.</summary>
    /// <exception cref="AirflowException">list_cursor_invalid: these bytes are no value, or more than one.</exception>
    public static object? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var value = ReadOne(ref bytes, depth: 0);
            return bytes.IsEmpty ? value : throw ListCursor.Invalid("Invalid cursor token");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw ListCursor.Invalid("Invalid cursor token", exception);
        }
    }

    private static void WriteOne(ArrayBufferWriter<byte> buffer, object? key)
    {
        switch (key)
        {
            case null:
                Put(buffer, 0xc0);
                break;
            case bool flag:
                Put(buffer, flag ? (byte)0xc3 : (byte)0xc2);
                break;
            case long number:
                WriteInteger(buffer, number);
                break;
            case double number:
                Put(buffer, 0xcb);
                BinaryPrimitives.WriteDoubleBigEndian(Take(buffer, 8), number);
                break;
            case DateTimeOffset time:
                WriteTime(buffer, time);
                break;
            case string text:
                WriteText(buffer, text);
                break;
            default:
                throw new ArgumentException($"No cursor holds a {key.GetType()}.", nameof(key));
        }
    }

    private static void WriteInteger(ArrayBufferWriter<byte> buffer, long number)
    {
        switch (number)
        {
            case >= 0 and < 128 or < 0 and >= -32:
                Put(buffer, unchecked((byte)number));
                break;
            case >= 0 and <= ushort.MaxValue:
                WriteSmall(buffer, (int)number);
                break;
            case >= 0 and <= uint.MaxValue:
                Put(buffer, 0xce);
                BinaryPrimitives.WriteUInt32BigEndian(Take(buffer, 4), (uint)number);
                break;
            default:
                Put(buffer, 0xd3);
                BinaryPrimitives.WriteInt64BigEndian(Take(buffer, 8), number);
                break;
        }
    }

    private static void WriteSmall(ArrayBufferWriter<byte> buffer, int number)
    {
        if (number <= byte.MaxValue)
        {
            Put(buffer, 0xcc, (byte)number);
            return;
        }

        Put(buffer, 0xcd);
        BinaryPrimitives.WriteUInt16BigEndian(Take(buffer, 2), (ushort)number);
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < 32)
        {
            Put(buffer, (byte)(0xa0 | bytes.Length));
        }
        else if (bytes.Length <= byte.MaxValue)
        {
            Put(buffer, 0xd9, (byte)bytes.Length);
        }
        else
        {
            Put(buffer, 0xdb);
            BinaryPrimitives.WriteInt32BigEndian(Take(buffer, 4), bytes.Length);
        }

        buffer.Write(bytes);
    }

    /// <summary>Seconds in four bytes where they are whole, with nanoseconds in eight, and in twelve before 1970.</summary>
    private static void WriteTime(ArrayBufferWriter<byte> buffer, DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        var nanoseconds = (uint)(time.UtcTicks % TimeSpan.TicksPerSecond * NanosecondsPerTick);
        if (nanoseconds == 0 && seconds is >= 0 and <= uint.MaxValue)
        {
            Put(buffer, 0xd6, unchecked((byte)Timestamp));
            BinaryPrimitives.WriteUInt32BigEndian(Take(buffer, 4), (uint)seconds);
        }
        else if (seconds is >= 0 and < 1L << 34)
        {
            Put(buffer, 0xd7, unchecked((byte)Timestamp));
            BinaryPrimitives.WriteUInt64BigEndian(Take(buffer, 8), ((ulong)nanoseconds << 34) | (ulong)seconds);
        }
        else
        {
            Put(buffer, 0xc7, 12, unchecked((byte)Timestamp));
            BinaryPrimitives.WriteUInt32BigEndian(Take(buffer, 4), nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(Take(buffer, 8), seconds);
        }
    }

    private static object? ReadOne(ref ReadOnlySpan<byte> bytes, int depth)
    {
        var mark = Cut(ref bytes, 1)[0];
        return mark switch
        {
            < 0x80 => (long)mark,
            >= 0xe0 => (long)(sbyte)mark,
            >= 0xa0 and < 0xc0 => ReadText(ref bytes, mark & 0x1f),
            >= 0x90 and < 0xa0 => ReadList(ref bytes, mark & 0x0f, depth),
            0xdc => ReadList(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Cut(ref bytes, 2)), depth),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xca => (double)BinaryPrimitives.ReadSingleBigEndian(Cut(ref bytes, 4)),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Cut(ref bytes, 8)),
            0xd9 => ReadText(ref bytes, Cut(ref bytes, 1)[0]),
            0xda => ReadText(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Cut(ref bytes, 2))),
            0xdb => ReadText(ref bytes, BinaryPrimitives.ReadInt32BigEndian(Cut(ref bytes, 4))),
            0xd6 => ReadTime(ref bytes, 4),
            0xd7 => ReadTime(ref bytes, 8),
            0xc7 => ReadTime(ref bytes, Cut(ref bytes, 1)[0]),
            _ => ReadInteger(ref bytes, mark),
        };
    }

    private static object ReadInteger(ref ReadOnlySpan<byte> bytes, byte mark) => mark switch
    {
        0xcc => (long)Cut(ref bytes, 1)[0],
        0xcd => (long)BinaryPrimitives.ReadUInt16BigEndian(Cut(ref bytes, 2)),
        0xce => (long)BinaryPrimitives.ReadUInt32BigEndian(Cut(ref bytes, 4)),
        0xcf => checked((long)BinaryPrimitives.ReadUInt64BigEndian(Cut(ref bytes, 8))),
        0xd0 => (long)(sbyte)Cut(ref bytes, 1)[0],
        0xd1 => (long)BinaryPrimitives.ReadInt16BigEndian(Cut(ref bytes, 2)),
        0xd2 => (long)BinaryPrimitives.ReadInt32BigEndian(Cut(ref bytes, 4)),
        0xd3 => BinaryPrimitives.ReadInt64BigEndian(Cut(ref bytes, 8)),
        _ => throw new FormatException($"A cursor has no value of the kind {mark:x2}."),
    };

    private static object?[] ReadList(ref ReadOnlySpan<byte> bytes, int count, int depth)
    {
        if (depth == MaxDepth || count > bytes.Length)
        {
            throw new FormatException("The list is longer or deeper than a cursor.");
        }

        var values = new object?[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = ReadOne(ref bytes, depth + 1);
        }

        return values;
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes, int length) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Cut(ref bytes, length));

    private static object ReadTime(ref ReadOnlySpan<byte> bytes, int length)
    {
        var kind = (sbyte)Cut(ref bytes, 1)[0];
        var body = Cut(ref bytes, length);
        var (seconds, nanoseconds) = (kind, length) switch
        {
            (Timestamp, 4) => (BinaryPrimitives.ReadUInt32BigEndian(body), 0u),
            (Timestamp, 8) => ((long)(BinaryPrimitives.ReadUInt64BigEndian(body) & ((1UL << 34) - 1)), (uint)(BinaryPrimitives.ReadUInt64BigEndian(body) >> 34)),
            (Timestamp, 12) => (BinaryPrimitives.ReadInt64BigEndian(body[4..]), BinaryPrimitives.ReadUInt32BigEndian(body)),
            _ => throw new FormatException("A cursor has no such value."),
        };
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / NanosecondsPerTick);
    }

    private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> bytes, int length)
    {
        if (length < 0 || length > bytes.Length)
        {
            throw new FormatException("The value ends too early.");
        }

        var cut = bytes[..length];
        bytes = bytes[length..];
        return cut;
    }

    private static void Put(ArrayBufferWriter<byte> buffer, params ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

    private static Span<byte> Take(ArrayBufferWriter<byte> buffer, int length)
    {
        var span = buffer.GetSpan(length)[..length];
        buffer.Advance(length);
        return span;
    }
}
