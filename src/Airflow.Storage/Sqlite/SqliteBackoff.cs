using SQLitePCL;

namespace Airflow.Storage.Sqlite;

/// <summary>Waits, without holding a thread, while other processes hold the database; after a limit it fails and names the holder.</summary>
internal sealed class SqliteBackoff(string path, TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(5);

    public async Task<T> RunAsync<T>(Func<T> action, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                return action();
            }
            catch (SqliteException error) when (error.PrimaryCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            {
                if (time.GetElapsedTime(started) >= limit)
                {
                    throw SqliteErrors.Locked(path, error.ResultCode, SqliteLockHolder.Find(path));
                }
            }

            await Task.Delay(delay, time, cancellationToken);
            delay = delay + delay < LongestDelay ? delay + delay : LongestDelay;
        }
    }
}
