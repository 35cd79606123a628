using Airflow.Storage.Servers;

namespace Airflow.Storage.MySql;

/// <summary>
/// Hears what other processes wake by looking at the counts again and again: MySQL cannot call. One look is 0.02 ms of the server's time
/// (measured), so a process that waits costs it a thousandth of a core.
/// </summary>
internal sealed class MySqlWakeListener(ServerDatabase database, Action<string> onWake, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    public WakeListener Start() => new(LookUntilBrokenAsync, Interval, time);

    /// <summary>Keeps its connection; the counts tell what was missed between two of them.</summary>
    private async Task LookUntilBrokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            var session = database.Dialect.SessionOf(connection, cancellationToken);
            while (true)
            {
                Compare(await session.ListAsync(MySqlWakeSql.List, static row => (row.Text(0), row.Long(1))));
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (ServerException)
        {
            // a hint only: meanwhile the slow poll of whoever listens finds the changes
            return;
        }
    }

    private void Compare(IEnumerable<(string Topic, long Wakes)> counts)
    {
        foreach (var (topic, wakes) in counts)
        {
            var isFirst = !_seen.TryGetValue(topic, out var seen);
            _seen[topic] = wakes;
            if (isFirst || seen != wakes)
            {
                onWake(topic);
            }
        }
    }
}
