using Airflow.Engine.Execution;

namespace Airflow.Testing.Simulation;

/// <summary>CeleryExecutor of the simulation: a message for each try, to one worker after the other.</summary>
internal sealed class SimulatedExecutor(VirtualCluster simulation) : IExecutor
{
    private int next;

    public string Name => "CeleryExecutor";

    public int Parallelism => simulation.Setup.Parallelism;

    public void Submit(IReadOnlyList<TaskWorkload> workloads)
    {
        foreach (var workload in workloads)
        {
            var machine = simulation.Workers[next++ % simulation.Workers.Count];
            simulation.Network.Send("workload", machine.Node, () => machine.Worker.Accept(workload));
        }
    }

    public void Cancel(Guid id, string reason)
    {
        foreach (var machine in simulation.Workers)
        {
            simulation.Network.Send("cancel", machine.Node, () => machine.Worker.Cancel(id));
        }
    }

    public Task StopAsync(TimeSpan grace, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
