namespace Airflow.Testing.Simulation;

/// <summary>
/// One process of the simulated cluster. Everything that runs in it continues through it, so when it crashes, each of its awaits is the last
/// thing that it did: no cleaning up, no last words.
/// </summary>
internal sealed class SimulatedNode : SynchronizationContext
{
    private static readonly SendOrPostCallback Begin = static start => ((Action)start!)();

    private readonly Func<SimulatedNode, bool> isCrashing;
    private readonly Func<TimeSpan> latency;

    /// <summary>At every step to and from a store or another node it is asked whether the node crashes there, and how long the step takes.</summary>
    public SimulatedNode(VirtualWorld world, string name, ClockSkew skew, Func<SimulatedNode, bool> isCrashing, Func<TimeSpan> latency)
    {
        World = world;
        Name = name;
        Clock = new NodeClock(this, skew);
        this.isCrashing = isCrashing;
        this.latency = latency;
    }

    public VirtualWorld World { get; }

    public string Name { get; }

    public TimeProvider Clock { get; }

    public bool IsDead { get; private set; }

    /// <summary>User code that runs here.</summary>
    public HashSet<CodeScope> Scopes { get; } = [];

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state) => World.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Begins something that lives as long as the node; an exception of it fails the simulation.</summary>
    public void Start(Func<Task> work) => Post(Begin, new Action(() => _ = GuardAsync(work)));

    public void Crash()
    {
        IsDead = true;
        foreach (var scope in Scopes)
        {
            scope.End();
        }

        World.Note(this, "crashed");
    }

    /// <summary>A message on its way: others may run meanwhile, and the node may crash here.</summary>
    public async Task HopAsync(string what)
    {
        if (isCrashing(this))
        {
            World.Note(this, $"crashing at {what}");
            Crash();
        }

        if (IsDead)
        {
            await new TaskCompletionSource().Task;
        }

        // code of the user's may come from a thread of its own: from here on it is on the node's
        await new NodeSwitch(this);
        var delay = latency();
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, Clock);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // the edge of a node: whatever ends it by itself is what the simulation looks for
        catch (Exception exception)
#pragma warning restore CA1031
        {
            World.Fail(exception);
        }
    }
}
