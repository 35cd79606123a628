using Airflow.Engine;

namespace Airflow.Runtime.Supervision;

/// <summary>Asks again what could not be answered for the moment, such as while the database is locked, each time after twice the wait.</summary>
internal sealed class RequestRetries(SupervisorOptions options, TimeProvider time, CancellationToken stop)
{
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> request)
    {
        var wait = options.RequestRetryWait;
        for (var left = options.RequestTries - 1; ; left--)
        {
            try
            {
                return await request();
            }
            catch (AirflowException exception) when (exception.IsTransient && left > 0 && !stop.IsCancellationRequested)
            {
                // the answer may come to nothing because the try is stopped meanwhile; then it is asked for one last time
                await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            wait = wait + wait < options.RequestLongestWait ? wait + wait : options.RequestLongestWait;
        }
    }
}
