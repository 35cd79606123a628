using System.Buffers;
using System.Net.Sockets;
using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

/// <summary>The host's end of a comm socket. One reader, and one writer at a time.</summary>
internal sealed class FrameChannel(Socket socket, int maxFrameBytes) : IDisposable
{
    private const int KeptBytes = 256 * 1024;
    private readonly MessagePackWriter writer = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(8192);
    private int start;
    private int end;

    public FrameDialect Dialect { get; init; } = FrameDialect.Airflow33;

    public ValueTask SendAsync(int id, FrameMessage? body, FrameMessage? error = null)
    {
        writer.Clear();
        FrameCodec.Encode(writer, new Frame(id, body, error), Dialect);
        return SendAllAsync(writer.Written);
    }

    /// <summary>The next frame; null when the other side is done.</summary>
    public async ValueTask<Frame?> ReceiveAsync()
    {
        while (true)
        {
            if (TryTake(out var frame))
            {
                return frame;
            }
            var count = await socket.ReceiveAsync(buffer.AsMemory(end));
            if (count == 0)
            {
                return end == start ? null : throw new FrameException("The connection ended in the middle of a frame.");
            }
            end += count;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        writer.Dispose();
        var owned = Interlocked.Exchange(ref buffer, []);
        if (owned.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(owned);
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private bool TryTake(out Frame? frame)
    {
        frame = null;
        var available = buffer.AsSpan(start, end - start);
        if (available.Length < FrameCodec.HeaderLength)
        {
            Reserve(FrameCodec.HeaderLength);
            return false;
        }
        var length = FrameCodec.ReadLength(available);
        if (length > maxFrameBytes)
        {
            throw new FrameException($"A frame of {length:N0} bytes is larger than the {maxFrameBytes:N0} that are allowed.");
        }
        var whole = FrameCodec.HeaderLength + (int)length;
        if (available.Length < whole)
        {
            Reserve(whole);
            return false;
        }
        frame = FrameCodec.Decode(available[FrameCodec.HeaderLength..whole]);
        start += whole;
        if (start == end)
        {
            start = end = 0;
            Shrink();
        }
        return true;
    }

    /// <summary>Makes room for so many bytes from the start on, and at least one more than there are.</summary>
    private void Reserve(int length)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (buffer.Length < length || buffer.Length == end)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, end + 1));
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    private void Shrink()
    {
        if (buffer.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(8192);
        }
    }
}
