using System.Data.Common;
using System.Net.Sockets;
using Airflow.Storage.Servers;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>Hears what other processes wake, on a connection of its own that is made anew when it breaks.</summary>
internal sealed class PostgresWakeListener(NpgsqlDataSource source, Action<string> onWake, TimeProvider time, string listen = PostgresWake.Listen)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public WakeListener Start() => new(ListenUntilBrokenAsync, Pause, time);

    private async Task ListenUntilBrokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            connection.Notification += (_, notification) => onWake(notification.Payload);
            await using (var command = new NpgsqlCommand(listen, connection))
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            // nobody was listening until now
            foreach (var topic in PostgresWake.Topics)
            {
                onWake(topic);
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
