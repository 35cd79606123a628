using System.Net.Sockets;
using Airflow.Engine.MessagePack;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Child;

/// <summary>
/// The runtime's end of the comm socket. It blocks: the thread that waits for the next task, or for an answer, has nothing else to do,
/// and without the asynchronous socket engine the process has fewer threads and an answer one hop less.
/// </summary>
internal sealed class HostConnection(Socket socket) : IHostRequests, IDisposable
{
    private readonly Lock gate = new();
    private readonly MessagePackWriter writer = new();
    private byte[] buffer = new byte[8192];
    private int start;
    private int end;
    private int nextId;

    public void Dispose()
    {
        writer.Dispose();
        socket.Dispose();
    }

    /// <summary>The next frame that the host sends by itself; null when the host is gone.</summary>
    public Frame? Receive()
    {
        while (true)
        {
            var available = buffer.AsSpan(start, end - start);
            var whole = available.Length < FrameCodec.HeaderLength ? FrameCodec.HeaderLength : FrameCodec.HeaderLength + checked((int)FrameCodec.ReadLength(available));
            if (available.Length >= FrameCodec.HeaderLength && available.Length >= whole)
            {
                var frame = FrameCodec.Decode(available[FrameCodec.HeaderLength..whole]);
                start += whole;
                return frame;
            }
            Reserve(whole);
            var count = socket.Receive(buffer.AsSpan(end));
            if (count == 0)
            {
                return null;
            }
            end += count;
        }
    }

    /// <summary>The ids of a try's requests begin at 0.</summary>
    public void BeginTry() => nextId = 0;

    public FrameMessage? Ask(FrameMessage request)
    {
        lock (gate)
        {
            var id = nextId++;
            Send(id, request);
            Frame? reply;
            do
            {
                reply = Receive() ?? throw new EndOfStreamException("The supervisor is gone.");
            }
            while (reply.Id != id);
            return reply.Error is ErrorResponse error ? throw new HostException($"{error.Error}: {error.Detail.ToJson()}") : reply.Body;
        }
    }

    /// <summary>Sends what gets no answer that matters, in one go.</summary>
    public void Tell(params ReadOnlySpan<FrameMessage> messages)
    {
        lock (gate)
        {
            writer.Clear();
            foreach (var message in messages)
            {
                FrameCodec.Encode(writer, new Frame(nextId++, message));
            }
            SendAll();
        }
    }

    private void Send(int id, FrameMessage message)
    {
        writer.Clear();
        FrameCodec.Encode(writer, new Frame(id, message));
        SendAll();
    }

    private void SendAll()
    {
        for (var rest = writer.Written.Span; !rest.IsEmpty;)
        {
            rest = rest[socket.Send(rest)..];
        }
    }

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
            Array.Resize(ref buffer, Math.Max(length, buffer.Length * 2));
        }
        else if (buffer.Length > 1 << 20 && length <= 8192 && end <= 8192)
        {
            Array.Resize(ref buffer, 8192);
        }
    }
}
