using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Airflow.Shared;

/// <summary>
/// Stands between a client and its server. When a client sends the text, the server gets it and answers, but the answer is kept back and
/// the connection is cut: as often as asked for.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly byte[] _text;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _left;

    public CuttingProxy(int target, string text)
    {
        _target = target;
        _text = Encoding.UTF8.GetBytes(text);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many times it has cut a connection.</summary>
    public int Cuts { get; private set; }

    public void CutNext(int times) => Volatile.Write(ref _left, times);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using var mine = client;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            var cutting = new StrongBox();
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), chunk => cutting.IsOn |= chunk.Span.IndexOf(_text) >= 0 && Interlocked.Decrement(ref _left) >= 0),
                PumpAsync(server.GetStream(), client.GetStream(), _ => Cut(cutting)));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return;
        }
    }

    /// <summary>The server has answered, so it has done what it was asked to.</summary>
    private static void Cut(StrongBox cutting)
    {
        if (cutting.IsOn)
        {
            throw new IOException("cut");
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> onChunk)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, _stopping.Token) is > 0 and var length)
            {
                onChunk(buffer.AsMemory(0, length));
                await to.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Cuts += exception.Message == "cut" ? 1 : 0;
        }
    }

    private sealed class StrongBox
    {
        public bool IsOn { get; set; }
    }
}
