using Airflow.Engine.Clearing;
using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;
using Airflow.Testing.Local;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Simulation;

/// <summary>A cluster in one thread: the real schedulers, rules and execution API on stores in memory, with nodes that can crash and messages that can go astray.</summary>
internal sealed class VirtualCluster
{
    private readonly Dictionary<string, int> steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action> boots = new(StringComparer.Ordinal);
    private readonly SimulatedNode wire;
    private int nextPid = 1000;

    public VirtualCluster(SimulationSetup setup, ITryCode code)
    {
        Setup = setup;
        Code = code;
        World = new VirtualWorld(setup.Start, setup.Random);
        wire = new SimulatedNode(World, "network", default, static _ => false, static () => TimeSpan.Zero);
        Network = new SimulatedNetwork(wire, setup.FateOf);
        Database = new MemoryDatabase(wire.Clock);
        Secrets = LocalSecrets.Create(wire.Clock);
        Checks = new SimulationChecks(Database, World);
        Link = new StoreLink(node => setup.IsDatabaseAway(node.Name, World.Now), Checks.AfterCall);
        WakeAll = new AllSchedulers(this);
        User = new SimulatedNode(World, UserName, default, static _ => false, setup.Latency);
        Schedulers = [.. Enumerable.Range(1, setup.Schedulers).Select(number => new SimulatedScheduler(this, $"scheduler-{number}"))];
        Workers = [.. Enumerable.Range(1, setup.Workers).Select(number => new SimulatedMachine(this, $"worker-{number}"))];
    }

    /// <summary>The node of whoever uses the cluster; what it does is never a fault.</summary>
    public const string UserName = "user";

    public SimulationSetup Setup { get; }

    /// <summary>What its tasks do.</summary>
    public ITryCode Code { get; }

    public VirtualWorld World { get; }

    public SimulatedNetwork Network { get; }

    public MemoryDatabase Database { get; }

    public SecretCatalogs Secrets { get; }

    public SimulationChecks Checks { get; }

    public StoreLink Link { get; }

    public SimulatedNode User { get; }

    /// <summary>Wakes every scheduler, as far as messages arrive.</summary>
    public Engine.Coordination.IWakeSignal WakeAll { get; }

    public IReadOnlyList<SimulatedScheduler> Schedulers { get; }

    public IReadOnlyList<SimulatedMachine> Workers { get; }

    public void Boot()
    {
        foreach (var scheduler in Schedulers)
        {
            scheduler.Boot();
        }

        foreach (var worker in Workers)
        {
            worker.Boot();
        }
    }

    /// <summary>A process that starts now; when it crashes, the next of the same name is booted some time later.</summary>
    public SimulatedNode NewNode(string name, Action boot)
    {
        boots[name] = boot;
        return new SimulatedNode(World, name, Setup.SkewOf(name), IsCrashing, Setup.Latency);
    }

    public int NewPid() => ++nextPid;

    public SimulatedWorker NewWorker(SimulatedNode node, IExecutionApi api, string executorName) => new(node, api, Code, new WorkerOptions
    {
        ExecutorName = executorName,
        Pid = NewPid(),
        HeartbeatInterval = Setup.TaskHeartbeat,
        OnStart = Checks.CodeStarts,
        OnEnd = Checks.CodeEnds,
        IsStarted = Checks.IsCodeStarted,
    });

    public void Crash(SimulatedNode node)
    {
        if (!node.IsDead)
        {
            node.Crash();
            BootLater(node.Name);
        }
    }

    /// <summary>The hint that something changed, sent to every scheduler.</summary>
    public void Wake(string topic)
    {
        foreach (var scheduler in Schedulers)
        {
            Network.Send("wake-up", scheduler.Node, () => scheduler.Wake(topic));
        }
    }

    /// <summary>Clears as a user does, through the stores and with a wake-up.</summary>
    public Task ClearAsync(ClearRequest request)
    {
        var stores = StoreProxy.Wrap(Database.Stores, User, Link);
        return new TaskClearing(stores, new DagVersionCache(stores.Dags), WakeAll, User.Clock).ClearAsync(request, CancellationToken.None);
    }

    private bool IsCrashing(SimulatedNode node)
    {
        var count = steps[node.Name] = steps.GetValueOrDefault(node.Name) + 1;
        if (node.IsDead || !Setup.CrashesAt(node.Name, count))
        {
            return false;
        }

        BootLater(node.Name);
        return true;
    }

    private void BootLater(string name) => wire.Start(async () =>
    {
        await Task.Delay(Setup.DowntimeOf(name), wire.Clock);
        boots[name]();
    });

    private sealed class AllSchedulers(VirtualCluster simulation) : Engine.Coordination.IWakeSignal
    {
        public void Wake(string topic) => simulation.Wake(topic);
    }
}
