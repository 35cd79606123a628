using System.Buffers.Binary;
using System.Text;

namespace Airflow.Engine.MessagePack;

/// <summary>Reads MessagePack from bytes that somebody else wrote: every length is checked, nesting is limited.</summary>
public ref struct MessagePackReader(ReadOnlySpan<byte> data)
{
    private const int MaxDepth = 512;
    private readonly ReadOnlySpan<byte> data = data;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position >= data.Length;

    public readonly int Remaining => data.Length - Position;

    public readonly MessagePackKind Peek() => Byte() switch
    {
        <= 0x7f or >= 0xe0 or (>= 0xcc and <= 0xd3) => MessagePackKind.Int,
        <= 0x8f or 0xde or 0xdf => MessagePackKind.Map,
        <= 0x9f or 0xdc or 0xdd => MessagePackKind.Array,
        <= 0xbf or (>= 0xd9 and <= 0xdb) => MessagePackKind.Text,
        0xc0 => MessagePackKind.Nil,
        0xc2 or 0xc3 => MessagePackKind.Bool,
        >= 0xc4 and <= 0xc6 => MessagePackKind.Bytes,
        0xca or 0xcb => MessagePackKind.Double,
        0xc1 => throw Malformed("the byte 0xc1, which is never used"),
        _ => PeekExtension(),
    };

    public bool TryReadNil()
    {
        if (Byte() != 0xc0)
        {
            return false;
        }
        Position++;
        return true;
    }

    public bool ReadBool()
    {
        var tag = Byte();
        if (tag is not (0xc2 or 0xc3))
        {
            throw Unexpected("a boolean");
        }
        Position++;
        return tag == 0xc3;
    }

    public long ReadInt()
    {
        var tag = Byte();
        switch (tag)
        {
            case <= 0x7f:
                Position++;
                return tag;
            case >= 0xe0:
                Position++;
                return (sbyte)tag;
            case 0xcc:
                return Body(1)[0];
            case 0xcd:
                return BinaryPrimitives.ReadUInt16BigEndian(Body(2));
            case 0xce:
                return BinaryPrimitives.ReadUInt32BigEndian(Body(4));
            case 0xcf:
                var unsigned = BinaryPrimitives.ReadUInt64BigEndian(Body(8));
                return unsigned <= long.MaxValue ? (long)unsigned : throw Malformed("an integer beyond 63 bits");
            case 0xd0:
                return (sbyte)Body(1)[0];
            case 0xd1:
                return BinaryPrimitives.ReadInt16BigEndian(Body(2));
            case 0xd2:
                return BinaryPrimitives.ReadInt32BigEndian(Body(4));
            case 0xd3:
                return BinaryPrimitives.ReadInt64BigEndian(Body(8));
            default:
                throw Unexpected("an integer");
        }
    }

    /// <summary>An integer that needs all 64 bits; false when <see cref="ReadInt"/> can have it.</summary>
    public bool TryReadHugeInt(out ulong value)
    {
        value = 0;
        if (Byte() != 0xcf || Remaining < 9 || data[Position + 1] < 0x80)
        {
            return false;
        }
        value = BinaryPrimitives.ReadUInt64BigEndian(Body(8));
        return true;
    }

    public double ReadDouble() => Byte() switch
    {
        0xca => BinaryPrimitives.ReadSingleBigEndian(Body(4)),
        0xcb => BinaryPrimitives.ReadDoubleBigEndian(Body(8)),
        _ => Peek() == MessagePackKind.Int ? ReadInt() : throw Unexpected("a number"),
    };

    /// <summary>Text; bytes that are no UTF-8 come as U+FFFD.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadUtf8());

    public ReadOnlySpan<byte> ReadUtf8()
    {
        var tag = Byte();
        return tag switch
        {
            >= 0xa0 and <= 0xbf => Sized(1, tag & 0x1f),
            0xd9 => Sized8(),
            0xda => Sized16(),
            0xdb => Sized32(),
            _ => throw Unexpected("text"),
        };
    }

    public ReadOnlySpan<byte> ReadBytes() => Byte() switch
    {
        0xc4 => Sized8(),
        0xc5 => Sized16(),
        0xc6 => Sized32(),
        _ => throw Unexpected("bytes"),
    };

    public int ReadArrayHeader() => CollectionHeader(0x90, 0xdc, "an array");

    public int ReadMapHeader() => CollectionHeader(0x80, 0xde, "a map");

    public DateTimeOffset ReadTime()
    {
        long seconds;
        uint nanoseconds;
        switch (Byte())
        {
            case 0xd6:
                seconds = BinaryPrimitives.ReadUInt32BigEndian(Timestamp(1, 5)[1..]);
                nanoseconds = 0;
                break;
            case 0xd7:
                var packed = BinaryPrimitives.ReadUInt64BigEndian(Timestamp(1, 9)[1..]);
                nanoseconds = (uint)(packed >> 34);
                seconds = (long)(packed & 0x3_ffff_ffff);
                break;
            case 0xc7 when Remaining >= 2 && data[Position + 1] == 12:
                var long12 = Timestamp(2, 13);
                nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(long12[1..]);
                seconds = BinaryPrimitives.ReadInt64BigEndian(long12[5..]);
                break;
            default:
                throw Unexpected("a timestamp");
        }
        const long first = -62_135_596_800, last = 253_402_300_799;
        return seconds is >= first and <= last && nanoseconds < 1_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100)
            : throw Malformed($"the time {seconds} s {nanoseconds} ns");
    }

    /// <summary>Steps over one value and returns its bytes.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        var start = Position;
        Skip(0);
        return data[start..Position];
    }

    private void Skip(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Malformed($"values nested more than {MaxDepth} deep");
        }
        switch (Peek())
        {
            case MessagePackKind.Nil or MessagePackKind.Bool:
                Position++;
                break;
            case MessagePackKind.Int:
                Advance(IntLength());
                break;
            case MessagePackKind.Double:
                Advance(Byte() == 0xca ? 5 : 9);
                break;
            case MessagePackKind.Text:
                ReadUtf8();
                break;
            case MessagePackKind.Bytes:
                ReadBytes();
                break;
            case MessagePackKind.Array:
                SkipMany(ReadArrayHeader(), depth + 1);
                break;
            case MessagePackKind.Map:
                var count = ReadMapHeader();
                SkipMany(count, depth + 1);
                SkipMany(count, depth + 1);
                break;
            default:
                SkipExtension();
                break;
        }
    }

    private void SkipMany(int count, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            Skip(depth);
        }
    }

    private readonly int IntLength() => Byte() switch
    {
        0xcc or 0xd0 => 2,
        0xcd or 0xd1 => 3,
        0xce or 0xd2 => 5,
        0xcf or 0xd3 => 9,
        _ => 1,
    };

    private void SkipExtension()
    {
        var tag = Byte();
        switch (tag)
        {
            case >= 0xd4 and <= 0xd8:
                Advance(2 + (1 << (tag - 0xd4)));
                break;
            case 0xc7:
                Sized8();
                Advance(1);
                break;
            case 0xc8:
                Sized16();
                Advance(1);
                break;
            default:
                Sized32();
                Advance(1);
                break;
        }
    }

    private readonly MessagePackKind PeekExtension()
    {
        var at = Byte() switch
        {
            0xd6 or 0xd7 => 1,
            0xc7 => 2,
            _ => 0,
        };
        return at > 0 && Remaining > at && data[Position + at] == 0xff ? MessagePackKind.Time : MessagePackKind.Extension;
    }

    private ReadOnlySpan<byte> Timestamp(int header, int length)
    {
        var span = Sized(header, length);
        return span[0] == 0xff ? span : throw Malformed($"the extension type {(sbyte)span[0]}, where a timestamp belongs");
    }

    private int CollectionHeader(byte small, byte tag16, string what)
    {
        var tag = Byte();
        long count;
        if ((tag & 0xf0) == small)
        {
            Position++;
            count = tag & 0x0f;
        }
        else if (tag == tag16)
        {
            count = BinaryPrimitives.ReadUInt16BigEndian(Body(2));
        }
        else if (tag == tag16 + 1)
        {
            count = BinaryPrimitives.ReadUInt32BigEndian(Body(4));
        }
        else
        {
            throw Unexpected(what);
        }
        return count <= Remaining ? (int)count : throw Malformed($"{what} of {count} elements in {Remaining} bytes");
    }

    private ReadOnlySpan<byte> Sized8() => Sized(2, At(1)[0]);

    private ReadOnlySpan<byte> Sized16() => Sized(3, BinaryPrimitives.ReadUInt16BigEndian(At(2)));

    private ReadOnlySpan<byte> Sized32() => Sized(5, BinaryPrimitives.ReadUInt32BigEndian(At(4)));

    private readonly ReadOnlySpan<byte> At(int length) =>
        Remaining > length ? data.Slice(Position + 1, length) : throw Cut();

    private ReadOnlySpan<byte> Sized(int header, long length)
    {
        if (Remaining < header + length)
        {
            throw Cut();
        }
        var span = data.Slice(Position + header, (int)length);
        Position += header + (int)length;
        return span;
    }

    private ReadOnlySpan<byte> Body(int length) => Sized(1, length);

    private void Advance(int length)
    {
        if (Remaining < length)
        {
            throw Cut();
        }
        Position += length;
    }

    private readonly byte Byte() => Position < data.Length ? data[Position] : throw Cut();

    private readonly MessagePackException Cut() => new($"The message ends in the middle of a value, at byte {Position}.");

    private readonly MessagePackException Malformed(string what) => new($"The message holds {what}, at byte {Position}.");

    private readonly MessagePackException Unexpected(string wanted) =>
        new($"The message has 0x{data[Position]:x2} at byte {Position}, where {wanted} belongs.");
}
