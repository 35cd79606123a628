using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;

namespace Airflow.Testing.Simulation;

/// <summary>A machine with a worker, which reaches the execution API over the network; after a crash, another process of it starts there.</summary>
internal sealed class SimulatedMachine(VirtualCluster simulation, string name)
{
    public SimulatedNode Node { get; private set; } = null!;

    public SimulatedWorker Worker { get; private set; } = null!;

    public void Boot()
    {
        Node = simulation.NewNode(name, Boot);
        var server = new SimulatedNode(simulation.World, $"api-server of {name}", simulation.Setup.SkewOf("api-server"), static _ => false, simulation.Setup.Latency);
        var stores = StoreProxy.Wrap(simulation.Database.Stores, server, simulation.Link);
        var api = new LocalExecutionApi(stores, simulation.Secrets, new DagVersionCache(stores.Dags), server.Clock) { Wake = simulation.WakeAll };
        Worker = simulation.NewWorker(Node, ApiProxy.Wrap(api, Node, server, simulation.Network), "CeleryExecutor");
        Worker.Start();
    }
}
