namespace Airflow.Celery.Workers;

/// <summary>The places in which a worker runs tries; their number can change while it runs.</summary>
internal sealed class WorkerSlots(int limit, int fewest)
{
    private readonly Lock gate = new();
    private TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int used;

    public int Limit { get; private set; } = limit;

    /// <summary>The lower end of the range of autoscale.</summary>
    public int Fewest { get; private set; } = fewest;

    public int Used => Volatile.Read(ref used);

    public void Resize(int to, int? atLeast = null)
    {
        lock (gate)
        {
            Limit = Math.Max(0, to);
            Fewest = Math.Min(atLeast ?? Fewest, Limit);
            Pulse();
        }
    }

    public void Take()
    {
        lock (gate)
        {
            used++;
        }
    }

    public void Release()
    {
        lock (gate)
        {
            used--;
            Pulse();
        }
    }

    /// <summary>Waits until there is a free one and takes it.</summary>
    public async Task TakeFreeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitAsync(cancellationToken);
            lock (gate)
            {
                if (Limit > used)
                {
                    used++;
                    return;
                }
            }
        }
    }

    /// <summary>Waits until there is a free one and tells how many there are.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (Limit > used)
                {
                    return Limit - used;
                }

                change = freed.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    private void Pulse()
    {
        freed.TrySetResult();
        freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
