using System.Net;
using System.Net.Sockets;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// A cable between a client and a server. Pulled, nothing comes through and nobody is told; plugged in again, what was sent meanwhile arrives,
/// as TCP sends it again.
/// </summary>
internal sealed class ChaosCable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile TaskCompletionSource plugged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChaosCable(int target)
    {
        this.target = target;
        plugged.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Pull() => plugged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Plug() => plugged.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var mine = client;
        using var server = new TcpClient();
        try
        {
            await plugged.Task.WaitAsync(stopping.Token);
            await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            await Task.WhenAny(PumpAsync(client.GetStream(), server.GetStream()), PumpAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var length)
            {
                await plugged.Task.WaitAsync(stopping.Token);
                await to.WriteAsync(buffer.AsMemory(0, length), stopping.Token);
            }

            await plugged.Task.WaitAsync(stopping.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }
}
