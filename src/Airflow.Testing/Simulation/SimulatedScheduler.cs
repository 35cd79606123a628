using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Testing.Simulation;

/// <summary>A machine with a scheduler: after a crash, another process of it starts there.</summary>
internal sealed class SimulatedScheduler(VirtualCluster simulation, string name)
{
    private readonly HashSet<int> alive = [];
    private RunScheduler? scheduler;

    public SimulatedNode Node { get; private set; } = null!;

    /// <summary>Told after each commit that ended a run.</summary>
    public Action<DagRun, RunState> OnRunEnded { get; set; } = static (_, _) => { };

    public void Boot()
    {
        Node = simulation.NewNode(name, Boot);
        var pid = simulation.NewPid();
        alive.Clear();
        alive.Add(pid);
        var stores = StoreProxy.Wrap(simulation.Database.Stores, Node, simulation.Link);
        var versions = new DagVersionCache(stores.Dags);
        var api = new LocalExecutionApi(stores, simulation.Secrets, versions, Node.Clock);
        var executor = Executor(api);
        scheduler = new RunScheduler(stores, versions, executor, Options(pid), Node.Clock, NullLogger<RunScheduler>.Instance);
        api.Scheduler = scheduler;
        var started = scheduler;
        var node = Node;
        node.Start(() => RunAsync(node, started));
    }

    public void Wake(string topic) => scheduler?.Wake(topic);

    /// <summary>A process that cannot reach the database when it starts ends, and whatever watches over processes starts it again.</summary>
    private async Task RunAsync(SimulatedNode node, RunScheduler started)
    {
        try
        {
            await started.RunAsync(CancellationToken.None);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            simulation.World.Note(node, $"could not start: {exception.Message}");
            simulation.Crash(node);
        }
    }

    private IExecutor Executor(IExecutionApi api)
    {
        if (simulation.Workers.Count > 0)
        {
            return new SimulatedExecutor(simulation);
        }

        var worker = simulation.NewWorker(Node, api, "LocalExecutor");
        worker.Start();
        return new InNodeExecutor(worker, simulation.Setup.Parallelism);
    }

    private SchedulerOptions Options(int pid) => new()
    {
        Owner = $"{name}-{pid}",
        Hostname = name,
        Pid = pid,
        IsAlive = alive.Contains,
        // tries on other machines live on when their scheduler dies
        RunsTries = simulation.Workers.Count == 0,
        OnRunEnded = (run, state) => OnRunEnded(run, state),
        PollInterval = simulation.Setup.PollInterval,
        LeaseDuration = simulation.Setup.LeaseDuration,
        JobHeartbeat = simulation.Setup.JobHeartbeat,
        TaskHeartbeatTimeout = simulation.Setup.TaskHeartbeatTimeout,
        TaskHeartbeatCheckInterval = simulation.Setup.TaskHeartbeatTimeout / 5,
        TaskQueuedTimeout = simulation.Setup.TaskHeartbeatTimeout,
    };
}
