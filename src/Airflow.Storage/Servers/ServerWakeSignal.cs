using System.Data.Common;
using System.Net.Sockets;
using System.Threading.Channels;
using Airflow.Engine;
using Airflow.Engine.Coordination;

namespace Airflow.Storage.Servers;

/// <summary>Wakes other processes off the caller's path: what was asked for while one sending is under way goes out together, each topic once.</summary>
internal sealed class ServerWakeSignal(Func<IReadOnlyCollection<string>, Task> send) : IWakeSignal, IAsyncDisposable
{
    private const int MostWaiting = 256;

    // a topic that finds no room is not lost: what is waiting wakes the same listeners
    private readonly Channel<string> _topics = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _starting = new();
    private Task? _loop;

    public void Wake(string topic)
    {
        _topics.Writer.TryWrite(topic);
        lock (_starting)
        {
            _loop ??= Task.Run(LoopAsync, CancellationToken.None);
        }
    }

    /// <summary>Sends what is waiting: a command ends right after it has asked.</summary>
    public async ValueTask DisposeAsync()
    {
        _topics.Writer.TryComplete();
        if (_loop is { } loop)
        {
            await loop;
        }
    }

    private async Task LoopAsync()
    {
        var topics = new HashSet<string>(StringComparer.Ordinal);
        while (await _topics.Reader.WaitToReadAsync())
        {
            while (_topics.Reader.TryRead(out var topic))
            {
                topics.Add(topic);
            }

            await SendAsync(topics);
            topics.Clear();
        }
    }

    private async Task SendAsync(IReadOnlyCollection<string> topics)
    {
        try
        {
            await send(topics);
        }
        catch (Exception exception) when (exception is DbException or IOException or SocketException or TimeoutException or AirflowException)
        {
            // a hint: the slow poll of whoever listens finds the change
            return;
        }
    }
}
