using System.Net.Sockets;
using System.Text;

namespace Airflow.Engine.Coordination;

/// <summary>Hears the wake signals of other processes on this host: one datagram socket, one topic a datagram.</summary>
public sealed class WakeListener : IAsyncDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource stopping = new();
    private readonly string path;
    private readonly Task listening;

    public WakeListener(string folder, Action<string> onWake)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // of what is random in it: listeners of one process may begin in the same instant
        path = Path.Combine(folder, $"{Environment.ProcessId}-{$"{Guid.CreateVersion7():N}"[^12..]}.sock");
        File.Delete(path);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        listening = ListenAsync(onWake);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        socket.Dispose();
        await listening;
        stopping.Dispose();
        File.Delete(path);
    }

    private async Task ListenAsync(Action<string> onWake)
    {
        var buffer = new byte[8192];
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, stopping.Token);
                onWake(Encoding.UTF8.GetString(buffer, 0, length));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // a broken socket costs only the hint; the poll of whoever listens finds the change
                return;
            }
        }
    }
}
