
namespace Airflow.Storage.Servers;

/// <summary>How long and how often something is tried again on a database server.</summary>
internal sealed class ServerPatience(TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the server was there once: one that never was is more likely to be misnamed than to be restarting.</summary>
    public bool HasConnected { get; set; }

    public async Task<T> RunAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                return await action();
            }
            catch (ServerException exception) when (MayRetry(exception, started))
            {
                await Task.Delay(delay, time, cancellationToken);
            }

            delay = delay + delay < LongestDelay ? delay + delay : LongestDelay;
        }
    }

    private bool MayRetry(ServerException exception, long started) =>
        (exception.Failure == ServerFailure.Conflict || (exception.Failure == ServerFailure.Connection && HasConnected))
        && time.GetElapsedTime(started) < limit;
}
