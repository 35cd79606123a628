namespace Airflow.Runtime.Pool;

/// <summary>The tries that wait for a runtime, the longest waiting first. Its owner's lock guards it.</summary>
internal sealed class WaitingLine
{
    private readonly LinkedList<PoolWaiter> waiters = [];

    public int Count => waiters.Count;

    public PoolWaiter? Oldest => waiters.First?.Value;

    public PoolWaiter Add(CodeKey key, long since)
    {
        var waiter = new PoolWaiter(key, since);
        waiter.Node = waiters.AddLast(waiter);
        return waiter;
    }

    public void Remove(PoolWaiter waiter)
    {
        if (waiter.Node is { List: not null } node)
        {
            waiters.Remove(node);
        }
    }

    /// <summary>Gives idle runtimes to those that wait for such a one.</summary>
    public void Serve(RuntimeShelf shelf)
    {
        for (var node = waiters.First; node is not null && shelf.IdleCount > 0;)
        {
            var next = node.Next;
            if (shelf.Take(node.Value.Key) is { } runtime)
            {
                waiters.Remove(node);
                if (!node.Value.Granted.TrySetResult(runtime))
                {
                    shelf.PutBack(runtime);
                }
            }
            node = next;
        }
    }

    /// <summary>Whether this runtime is of no use for any of them.</summary>
    public bool NobodyWants(RuntimeProcess runtime, RuntimeShelf shelf) => waiters.All(waiter => shelf.Fit(runtime, waiter.Key) == 0);

    public void Fail(Exception exception) => Clear(waiter => waiter.Granted.TrySetException(exception));

    public void Cancel() => Clear(waiter => waiter.Granted.TrySetCanceled(CancellationToken.None));

    private void Clear(Action<PoolWaiter> end)
    {
        foreach (var waiter in waiters)
        {
            end(waiter);
        }
        waiters.Clear();
    }
}
