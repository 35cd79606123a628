using System.Collections.Concurrent;

namespace Airflow.Celery.Workers;

/// <summary>Messages with a time before which they must not run, as other programs send them: they wait in the worker that took them, without a slot.</summary>
internal sealed class DueMessages(TimeProvider clock) : IDisposable
{
    // more than a timer takes at once
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);
    private readonly ConcurrentDictionary<string, (WorkerTry Try, Task Work)> waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ending = new();

    public IReadOnlyCollection<WorkerTry> Waiting => [.. waiting.Values.Select(entry => entry.Try)];

    /// <summary>Has a message wait; whoever adds must not do so during <see cref="StopAsync"/>.</summary>
    /// <param name="whenDue">Begins it; may itself wait until there is place.</param>
    /// <param name="whenStopped">Gives it back, because the worker stops before.</param>
    /// <returns>Whether it was not there yet.</returns>
    public bool TryAdd(WorkerTry one, DateTimeOffset due, Func<CancellationToken, Task> whenDue, Func<Task> whenStopped)
    {
        if (waiting.ContainsKey(one.Message.Id))
        {
            return false;
        }

        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[one.Message.Id] = (one, WaitAsync(one.Message.Id, due, whenDue, whenStopped, begun.Task));
        begun.SetResult();
        return true;
    }

    /// <summary>Ends the waiting of all; returns when each has been given back.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(waiting.Values.Select(entry => entry.Work));
    }

    public void Dispose() => ending.Dispose();

    private async Task WaitAsync(string id, DateTimeOffset due, Func<CancellationToken, Task> whenDue, Func<Task> whenStopped, Task begun)
    {
        await begun;
        try
        {
            while (due - clock.GetUtcNow() is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest < Longest ? rest : Longest, clock, ending.Token);
            }

            await whenDue(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await whenStopped();
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }
}
