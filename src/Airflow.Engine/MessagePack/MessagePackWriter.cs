using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Airflow.Engine.MessagePack;

/// <summary>Writes MessagePack into a pooled buffer that is used again and again.</summary>
public sealed class MessagePackWriter : IDisposable
{
    private const int KeptBytes = 1 << 16;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    /// <summary>Forgets what was written; a buffer that one huge value has grown is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (buffer.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(4096);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        Length = 0;
    }

    public void WriteNil() => Take(1)[0] = 0xc0;

    public void WriteBool(bool value) => Take(1)[0] = value ? (byte)0xc3 : (byte)0xc2;

    public void WriteInt(long value)
    {
        if (value >= 0)
        {
            WriteUnsigned((ulong)value);
            return;
        }
        switch (value)
        {
            case >= -32:
                Take(1)[0] = (byte)value;
                break;
            case >= sbyte.MinValue:
                Tagged(0xd0, 1)[0] = (byte)value;
                break;
            case >= short.MinValue:
                BinaryPrimitives.WriteInt16BigEndian(Tagged(0xd1, 2), (short)value);
                break;
            case >= int.MinValue:
                BinaryPrimitives.WriteInt32BigEndian(Tagged(0xd2, 4), (int)value);
                break;
            default:
                BinaryPrimitives.WriteInt64BigEndian(Tagged(0xd3, 8), value);
                break;
        }
    }

    public void WriteUnsigned(ulong value)
    {
        switch (value)
        {
            case <= 0x7f:
                Take(1)[0] = (byte)value;
                break;
            case <= byte.MaxValue:
                Tagged(0xcc, 1)[0] = (byte)value;
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(Tagged(0xcd, 2), (ushort)value);
                break;
            case <= uint.MaxValue:
                BinaryPrimitives.WriteUInt32BigEndian(Tagged(0xce, 4), (uint)value);
                break;
            default:
                BinaryPrimitives.WriteUInt64BigEndian(Tagged(0xcf, 8), value);
                break;
        }
    }

    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleBigEndian(Tagged(0xcb, 8), value);

    public void WriteText(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        TextHeader(length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    public void WriteUtf8(ReadOnlySpan<byte> text)
    {
        TextHeader(text.Length);
        text.CopyTo(Take(text.Length));
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Header(value.Length, 0xc4, 0xc5, 0xc6);
        value.CopyTo(Take(value.Length));
    }

    public void WriteArrayHeader(int count) => CollectionHeader(count, 0x90, 0xdc);

    public void WriteMapHeader(int count) => CollectionHeader(count, 0x80, 0xde);

    /// <summary>The timestamp extension -1, in the shortest of its three forms.</summary>
    public void WriteTime(DateTimeOffset value)
    {
        var ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }
        var nanoseconds = (uint)rest * 100u;
        if (seconds is < 0 or >= 1L << 34)
        {
            var span = Tagged(0xc7, 14);
            span[0] = 12;
            span[1] = 0xff;
            BinaryPrimitives.WriteUInt32BigEndian(span[2..], nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(span[6..], seconds);
        }
        else if (nanoseconds == 0 && seconds <= uint.MaxValue)
        {
            var span = Tagged(0xd6, 5);
            span[0] = 0xff;
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)seconds);
        }
        else
        {
            var span = Tagged(0xd7, 9);
            span[0] = 0xff;
            BinaryPrimitives.WriteUInt64BigEndian(span[1..], ((ulong)nanoseconds << 34) | (ulong)seconds);
        }
    }

    /// <summary>MessagePack that is complete already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> messagePack) => messagePack.CopyTo(Take(messagePack.Length));

    /// <summary>Begins a map or an array whose count is not known yet; <see cref="EndCollection"/> gets the answer.</summary>
    public int BeginCollection()
    {
        Take(1);
        return Length - 1;
    }

    public void EndMap(int start, int count) => EndCollection(start, count, 0x80, 0xde);

    public void EndArray(int start, int count) => EndCollection(start, count, 0x90, 0xdc);

    /// <summary>Leaves room for the length of the frame; <see cref="EndFrame"/> gets the answer.</summary>
    public int BeginFrame()
    {
        Take(4);
        return Length - 4;
    }

    public void EndFrame(int start) => BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(start), (uint)(Length - start - 4));

    private void EndCollection(int start, int count, byte small, byte tag16)
    {
        if (count <= 15)
        {
            buffer[start] = (byte)(small | count);
            return;
        }
        var extra = count <= ushort.MaxValue ? 2 : 4;
        var body = Length - start - 1;
        Take(extra);
        buffer.AsSpan(start + 1, body).CopyTo(buffer.AsSpan(start + 1 + extra));
        buffer[start] = extra == 2 ? tag16 : (byte)(tag16 + 1);
        if (extra == 2)
        {
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(start + 1), (ushort)count);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(start + 1), (uint)count);
        }
    }

    private void CollectionHeader(int count, byte small, byte tag16)
    {
        if (count <= 15)
        {
            Take(1)[0] = (byte)(small | count);
        }
        else if (count <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Tagged(tag16, 2), (ushort)count);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(Tagged((byte)(tag16 + 1), 4), (uint)count);
        }
    }

    private void TextHeader(int length)
    {
        if (length <= 31)
        {
            Take(1)[0] = (byte)(0xa0 | length);
            return;
        }
        Header(length, 0xd9, 0xda, 0xdb);
    }

    private void Header(int length, byte tag8, byte tag16, byte tag32)
    {
        if (length <= byte.MaxValue)
        {
            Tagged(tag8, 1)[0] = (byte)length;
        }
        else if (length <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Tagged(tag16, 2), (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(Tagged(tag32, 4), (uint)length);
        }
    }

    private Span<byte> Tagged(byte tag, int length)
    {
        var span = Take(length + 1);
        span[0] = tag;
        return span[1..];
    }

    private Span<byte> Take(int length)
    {
        if (buffer.Length - Length < length)
        {
            Grow(length);
        }
        var span = buffer.AsSpan(Length, length);
        Length += length;
        return span;
    }

    private void Grow(int length)
    {
        var wanted = (long)Length + length;
        if (wanted > Array.MaxLength)
        {
            throw new MessagePackException($"A message of {wanted} bytes is longer than one can be.");
        }
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(wanted, buffer.Length * 2L)));
        buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
