namespace Airflow.Testing.Simulation;

/// <summary>
/// Virtual time and one thread for all nodes of a simulation: what is ready runs one piece at a time, in an order that the seed chooses, and
/// time moves only when nothing is ready. The same seed gives the same history.
/// </summary>
internal sealed class VirtualWorld(DateTimeOffset start, Random? random)
{
    /// <summary>Real time given to code on threads of its own before virtual time moves over its time-out.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(2);

    [ThreadStatic]
    private static bool isInside;

    private readonly Lock gate = new();
    private readonly List<Work> ready = [];
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (long Due, long Sequence)> timers = new();
    private readonly SemaphoreSlim posted = new(0);
    private long sequence;
    private long elapsed;
    private int codeInReality;
    private int codeInWaiting;

    /// <summary>The moment at which the simulation began.</summary>
    public DateTimeOffset Start { get; } = start;

    /// <summary>Ticks since the start.</summary>
    public long Elapsed => elapsed;

    public DateTimeOffset Now => Start.AddTicks(elapsed);

    /// <summary>Pieces of work that were run.</summary>
    public long Steps { get; private set; }

    /// <summary>What went wrong first; the simulation stops there.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Told of every event when somebody records a trace.</summary>
    public Action<string, string>? OnEvent { get; set; }

    /// <summary>The seed's source of chance; null where nothing is left to chance.</summary>
    public Random? Random => random;

    public void Fail(Exception failure) => Failure ??= failure;

    public void Note(SimulatedNode node, string what) => OnEvent?.Invoke(node.Name, what);

    public void Post(SimulatedNode node, SendOrPostCallback callback, object? state)
    {
        if (node.IsDead)
        {
            return;
        }

        lock (gate)
        {
            ready.Add(new Work(node, callback, state));
        }

        if (!isInside)
        {
            posted.Release();
        }
    }

    /// <summary>Runs until something is so, or until that moment, whatever comes first.</summary>
    public async Task RunAsync(Func<bool> isDone, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (!isDone() && Failure is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(out var work))
            {
                Run(work);
            }
            else if (!await WaitForRealityAsync(cancellationToken) && !Advance(until))
            {
                return;
            }
        }
    }

    internal void Schedule(VirtualTimer timer, int version, long due)
    {
        lock (gate)
        {
            timers.Enqueue((timer, version), (Math.Max(due, elapsed), sequence++));
        }
    }

    /// <summary>User code began or ended: while it runs on threads of its own, virtual time stands still.</summary>
    internal void CountCode(int inReality, int inWaiting)
    {
        lock (gate)
        {
            codeInReality += inReality;
            codeInWaiting += inWaiting;
        }
    }

    private bool TryTake(out Work work)
    {
        lock (gate)
        {
            if (ready.Count == 0)
            {
                work = default;
                return false;
            }

            var index = random?.Next(ready.Count) ?? 0;
            work = ready[index];
            if (random is null)
            {
                ready.RemoveAt(0);
            }
            else
            {
                ready[index] = ready[^1];
                ready.RemoveAt(ready.Count - 1);
            }

            return true;
        }
    }

    private void Run(Work work)
    {
        if (work.Node.IsDead)
        {
            return;
        }

        Steps++;
        var before = SynchronizationContext.Current;
        var wasInside = Enter(true);
        SynchronizationContext.SetSynchronizationContext(work.Node);
        try
        {
            work.Callback(work.State);
        }
        finally
        {
            Enter(wasInside);
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Notes on this thread whether it runs work of a world, and gives what held before.</summary>
    private static bool Enter(bool inside)
    {
        var before = isInside;
        isInside = inside;
        return before;
    }

    private async Task<bool> WaitForRealityAsync(CancellationToken cancellationToken)
    {
        if (codeInReality > 0)
        {
            await posted.WaitAsync(cancellationToken);
            return true;
        }

        return codeInWaiting > 0 && await posted.WaitAsync(Grace, cancellationToken);
    }

    private bool Advance(DateTimeOffset until)
    {
        lock (gate)
        {
            while (timers.TryPeek(out var entry, out _) && (entry.Timer.Version != entry.Version || entry.Timer.Node.IsDead))
            {
                timers.Dequeue();
            }

            if (!timers.TryPeek(out _, out var next) || next.Due > (until - Start).Ticks)
            {
                elapsed = Math.Max(elapsed, (until - Start).Ticks);
                return false;
            }

            elapsed = Math.Max(elapsed, next.Due);
            while (timers.TryPeek(out var due, out var time) && time.Due <= elapsed)
            {
                timers.Dequeue();
                if (due.Timer.Version == due.Version)
                {
                    ready.Add(new Work(due.Timer.Node, VirtualTimer.FireCallback, due));
                }
            }

            return true;
        }
    }

    private readonly record struct Work(SimulatedNode Node, SendOrPostCallback Callback, object? State);
}
