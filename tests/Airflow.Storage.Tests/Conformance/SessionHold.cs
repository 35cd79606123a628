namespace Airflow.Storage.Tests.Conformance;

/// <summary>A session of a client program that holds something until it is ended.</summary>
internal sealed class SessionHold(Task session, Func<Task> end) : IAsyncDisposable
{
    private bool _isEnded;

    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        await end();
        await session.ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
