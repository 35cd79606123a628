namespace Airflow.Storage.Servers;

/// <summary>Listens in the background until it is disposed of, again and again: each time until the connection breaks.</summary>
internal sealed class WakeListener : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task> _listenUntilBroken;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _listening;

    /// <param name="listenUntilBroken">Ends when its connection does.</param>
    /// <param name="pause">Between two connections.</param>
    /// <param name="time">Measures the pause.</param>
    public WakeListener(Func<CancellationToken, Task> listenUntilBroken, TimeSpan pause, TimeProvider time)
    {
        _listenUntilBroken = listenUntilBroken;
        _pause = pause;
        _time = time;
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
                await _listenUntilBroken(_stopping.Token);
                await Task.Delay(_pause, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }
}
