using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>Hears what other processes wake, on a connection of its own that is made anew when it breaks.</summary>
internal sealed class PostgresWakeListener : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlDataSource _source;
    private readonly Action<string> _onWake;
    private readonly TimeProvider _time;
    private readonly string _listen;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _listening;

    public PostgresWakeListener(NpgsqlDataSource source, Action<string> onWake, TimeProvider time, string listen = PostgresWake.Listen)
    {
        _source = source;
        _onWake = onWake;
        _time = time;
        _listen = listen;
        _listening = Task.Run(LoopAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await ListenUntilBrokenAsync(_stopping.Token);
                await Task.Delay(Pause, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ListenUntilBrokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            connection.Notification += (_, notification) => _onWake(notification.Payload);
            await using (var command = new NpgsqlCommand(_listen, connection))
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            // nobody was listening until now
            foreach (var topic in PostgresWake.Topics)
            {
                _onWake(topic);
            }

            while (true)
            {
                await connection.WaitAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is DbException or IOException or SocketException or TimeoutException)
        {
            // a hint only: meanwhile the slow poll of whoever listens finds the changes
            return;
        }
    }
}
