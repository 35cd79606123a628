using System.Buffers;
using System.Net.Sockets;

namespace Airflow.Runtime.Logs;

/// <summary>
/// Reads one stream of a runtime and hands it over line by line. It waits without a buffer; what a task wrote before it said that it is
/// done lies in the socket already, so <see cref="Drain"/> at the end of a task misses nothing.
/// </summary>
internal sealed class LogPump(Socket socket, LogStreamKind kind, int maxLineBytes, Action<LogStreamKind, ReadOnlyMemory<byte>> sink) : IDisposable
{
    private const int ReadBytes = 64 * 1024;
    private readonly Lock gate = new();
    private byte[] partial = [];
    private int partialLength;
    private bool ended;

    /// <summary>Runs until the other side is gone.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (!ended)
            {
                await socket.ReceiveAsync(Memory<byte>.Empty);
                lock (gate)
                {
                    ended = !ReadAvailable(untilEnd: true);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            ended = true;
        }
        Flush();
    }

    /// <summary>Reads what lies there now, and ends an unfinished line.</summary>
    public void Drain()
    {
        lock (gate)
        {
            try
            {
                if (!ended)
                {
                    ReadAvailable(untilEnd: false);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                ended = true;
            }
        }
        Flush();
    }

    public void Dispose() => socket.Dispose();

    /// <summary>False at the end of the stream.</summary>
    private bool ReadAvailable(bool untilEnd)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (true)
            {
                var available = socket.Available;
                if (available == 0 && !(untilEnd && socket.Poll(0, SelectMode.SelectRead)))
                {
                    return true;
                }
                var count = socket.Receive(buffer);
                if (count == 0)
                {
                    return false;
                }
                Split(buffer.AsMemory(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Split(ReadOnlyMemory<byte> data)
    {
        while (data.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = data[..end];
            data = data[(end + 1)..];
            if (partialLength > 0)
            {
                Keep(line.Span);
                line = partial.AsMemory(0, partialLength);
            }
            Emit(line);
            partialLength = 0;
        }
        Keep(data.Span);
    }

    /// <summary>Keeps the beginning of a line; beyond the limit only so much that the cut will be seen.</summary>
    private void Keep(ReadOnlySpan<byte> data)
    {
        var room = maxLineBytes + 4096 - partialLength;
        data = data[..Math.Min(data.Length, Math.Max(0, room))];
        if (data.IsEmpty)
        {
            return;
        }
        if (partial.Length - partialLength < data.Length)
        {
            Array.Resize(ref partial, Math.Max(partialLength + data.Length, partial.Length * 2));
        }
        data.CopyTo(partial.AsSpan(partialLength));
        partialLength += data.Length;
    }

    private void Flush()
    {
        lock (gate)
        {
            if (partialLength > 0)
            {
                Emit(partial.AsMemory(0, partialLength));
                partialLength = 0;
                partial = [];
            }
        }
    }

    private void Emit(ReadOnlyMemory<byte> line)
    {
        if (line.Span is [.., (byte)'\r'])
        {
            line = line[..^1];
        }
        sink(kind, line);
    }
}
