namespace Airflow.Cli.Roles;

/// <summary>
/// One listener for all roles of the process: whoever wakes others sends a message for each listener there is. It begins with the first who listens and
/// ends with the last.
/// </summary>
internal sealed class WakeHub(Func<Action<string>, IAsyncDisposable> listen)
{
    private readonly Lock gate = new();
    private Action<string>[] hearers = [];
    private IAsyncDisposable? listener;

    public IAsyncDisposable Listen(Action<string> onWake)
    {
        lock (gate)
        {
            hearers = [.. hearers, onWake];
            listener ??= listen(Tell);
        }

        return new Hearing(this, onWake);
    }

    private void Tell(string topic)
    {
        foreach (var hear in hearers)
        {
            hear(topic);
        }
    }

    private IAsyncDisposable? Remove(Action<string> onWake)
    {
        lock (gate)
        {
            hearers = [.. hearers.Where(hear => !ReferenceEquals(hear, onWake))];
            var ended = hearers.Length == 0 ? listener : null;
            listener = ended is null ? listener : null;
            return ended;
        }
    }

    private sealed class Hearing(WakeHub hub, Action<string> onWake) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => hub.Remove(onWake)?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
