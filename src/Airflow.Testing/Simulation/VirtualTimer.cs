namespace Airflow.Testing.Simulation;

/// <summary>A timer of a node: it fires when virtual time comes to it, on the node, unless the node is dead by then.</summary>
internal sealed class VirtualTimer(NodeClock clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Runs one that is due; what it is given says which, and whether it was changed since.</summary>
    public static readonly SendOrPostCallback FireCallback = static due =>
    {
        var (timer, version) = ((VirtualTimer, int))due!;
        timer.Fire(version);
    };

    private readonly CodeScope? code = CodeScope.Current;
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private bool isArmed;

    public SimulatedNode Node => clock.Node;

    /// <summary>Counts up with every change: an entry of an older version is void.</summary>
    public int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Version++;
        this.period = period;
        Arm(dueTime);
        return true;
    }

    public void Dispose()
    {
        Version++;
        SetArmed(false);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan dueTime)
    {
        SetArmed(dueTime >= TimeSpan.Zero);
        if (isArmed)
        {
            Node.World.Schedule(this, Version, Node.World.Elapsed + clock.ToWorld(dueTime));
        }
    }

    private void Fire(int version)
    {
        if (version != Version)
        {
            return;
        }

        SetArmed(false);
        if (period > TimeSpan.Zero)
        {
            Arm(period);
        }

        callback(state);
    }

    private void SetArmed(bool value)
    {
        if (isArmed != value)
        {
            isArmed = value;
            code?.CountTimer(value ? 1 : -1);
        }
    }
}
