using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Airflow.Runtime.Pool;

/// <summary>
/// Where new runtimes dial in. Each opens four streams (comm, log, stdout, stderr) and begins each with one byte that says which, and the
/// sixteen bytes of its mark; a mark that nobody waits for is hung up on.
/// </summary>
internal sealed class RuntimeListener : IDisposable
{
    public const int Streams = 4;
    public const int HelloLength = 17;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<Guid, PendingStreams> pending = new();
    private readonly string path;

    public RuntimeListener(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        path = System.IO.Path.Combine(folder, $"rt-{Environment.ProcessId:x}-{Guid.CreateVersion7():N}"[..24]);
        File.Delete(path);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(64);
        Accepting = AcceptAsync();
    }

    public string Path => path;

    /// <summary>Ends when the listener is disposed.</summary>
    public Task Accepting { get; }

    /// <summary>The four streams of the runtime with that mark, once it has opened them all.</summary>
    public Task<Socket[]> ExpectAsync(Guid mark)
    {
        var streams = new PendingStreams();
        pending[mark] = streams;
        return streams.Complete.Task;
    }

    /// <summary>It is not coming any more.</summary>
    public void Forget(Guid mark)
    {
        if (pending.TryRemove(mark, out var streams))
        {
            streams.Hangup();
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        File.Delete(path);
        foreach (var mark in pending.Keys)
        {
            Forget(mark);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync();
                _ = GreetAsync(socket);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // disposed: nobody dials in any more
            _ = exception;
        }
    }

    private async Task GreetAsync(Socket socket)
    {
        try
        {
            var hello = new byte[HelloLength];
            for (var length = 0; length < HelloLength;)
            {
                var count = await socket.ReceiveAsync(hello.AsMemory(length));
                if (count == 0)
                {
                    socket.Dispose();
                    return;
                }
                length += count;
            }
            var mark = new Guid(hello.AsSpan(1));
            if (hello[0] >= Streams || !pending.TryGetValue(mark, out var streams))
            {
                socket.Dispose();
            }
            else if (streams.Add(hello[0], socket))
            {
                pending.TryRemove(mark, out _);
            }
        }
        catch (SocketException)
        {
            socket.Dispose();
        }
    }

    private sealed class PendingStreams
    {
        private readonly Socket?[] sockets = new Socket?[Streams];

        public TaskCompletionSource<Socket[]> Complete { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>True with the last one.</summary>
        public bool Add(int index, Socket socket)
        {
            lock (sockets)
            {
                sockets[index]?.Dispose();
                sockets[index] = socket;
                return Array.TrueForAll(sockets, each => each is not null) && Complete.TrySetResult([.. sockets.OfType<Socket>()]);
            }
        }

        public void Hangup()
        {
            lock (sockets)
            {
                Complete.TrySetCanceled();
                Array.ForEach(sockets, socket => socket?.Dispose());
            }
        }
    }
}
